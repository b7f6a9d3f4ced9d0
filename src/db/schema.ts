import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { FaultCode } from "../contract/faults.ts";
import type { JobOptions, JobStatus } from "../contract/job.ts";
import type { Delivery, Voice } from "../contract/synthesis.ts";

/** The index of everything that lists and look-ups need. A job's life belongs to its JobDO, money to the AccountDO. */

export const accounts = sqliteTable("accounts", {
  id: text().primaryKey(),
  name: text().notNull(),
  /** Who the identity provider says it is (`sub`), for accounts opened by a JWT. */
  subject: text(),
  createdAtMs: integer().notNull(),
});

export const apiKeys = sqliteTable(
  "api_keys",
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    name: text().notNull(),
    /** First eight characters, shown to the owner. */
    prefix: text().notNull(),
    /** Hex HMAC-SHA256 of the key under the pepper; the key itself is stored nowhere. */
    digest: text().notNull(),
    scopes: text({ mode: "json" }).$type<string[]>().notNull(),
    createdAtMs: integer().notNull(),
    expiresAtMs: integer(),
    revokedAtMs: integer(),
    lastUsedAtMs: integer(),
  },
  (table) => [uniqueIndex("api_keys_digest").on(table.digest), index("api_keys_account").on(table.accountId)],
);

export const nodes = sqliteTable(
  "nodes",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    digest: text().notNull(),
    models: text({ mode: "json" }).$type<string[]>().notNull(),
    device: text(),
    chunksInFlight: integer().notNull().default(0),
    slots: integer().notNull().default(1),
    createdAtMs: integer().notNull(),
    lastSeenAtMs: integer(),
    revokedAtMs: integer(),
  },
  (table) => [uniqueIndex("nodes_digest").on(table.digest)],
);

export const uploads = sqliteTable(
  "uploads",
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    objectKey: text().notNull(),
    filename: text().notNull(),
    contentType: text().notNull(),
    /** Null when the client declared none. */
    sizeBytes: integer(),
    /** Lower-case hex as declared; a claim until `verifiedAtMs` is set. */
    sha256: text(),
    verifiedAtMs: integer(),
    /** Of the bytes that were verified: others may have taken their place. */
    verifiedEtag: text(),
    createdAtMs: integer().notNull(),
  },
  (table) => [
    uniqueIndex("uploads_object_key").on(table.objectKey),
    index("uploads_sha256").on(table.accountId, table.sha256),
  ],
);

export const jobs = sqliteTable(
  "jobs",
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    objectKey: text().notNull(),
    filename: text(),
    contentType: text(),
    sizeBytes: integer().notNull(),
    options: text({ mode: "json" }).$type<JobOptions>().notNull(),
    pricingMode: text(),
    sourceChannel: text(),
    status: text().$type<JobStatus>().notNull(),
    durationSamples: integer(),
    detectedLanguage: text(),
    languageProbability: real(),
    failureCode: text().$type<FaultCode>(),
    failureDetail: text(),
    createdAtMs: integer().notNull(),
    startedAtMs: integer(),
    completedAtMs: integer(),
  },
  (table) => [
    index("jobs_account_created").on(table.accountId, table.createdAtMs),
    index("jobs_status_created").on(table.status, table.createdAtMs),
  ],
);

/** How fast jobs with a model went lately; columns as in ModelPace. */
export const modelPaces = sqliteTable("model_paces", {
  model: text().primaryKey(),
  audioMs: real().notNull(),
  wallMs: real().notNull(),
  computeMs: real().notNull(),
  updatedAtMs: integer().notNull(),
});

export type JobRow = typeof jobs.$inferSelect;

/** Texts to be spoken. The life of each belongs to its SynthesisDO. */
export const ttsJobs = sqliteTable(
  "tts_jobs",
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    text: text().notNull(),
    /** Code points of the text, the unit in which synthesis is counted. */
    characters: integer().notNull(),
    voice: text().$type<Voice>().notNull(),
    delivery: text().$type<Delivery>().notNull(),
    status: text().$type<JobStatus>().notNull(),
    /** At SYNTHESIS_RATE; null until everything is spoken. */
    durationSamples: integer(),
    failureCode: text().$type<FaultCode>(),
    failureDetail: text(),
    createdAtMs: integer().notNull(),
    startedAtMs: integer(),
    completedAtMs: integer(),
  },
  (table) => [index("tts_jobs_account_created").on(table.accountId, table.createdAtMs)],
);

export type SpeechRow = typeof ttsJobs.$inferSelect;
