import { index, integer, real, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { FaultCode } from "../contract/faults.ts";
import type { JobOptions, JobStatus, ResultOptions } from "../contract/job.ts";
import type { EventType, SignatureScheme } from "../contract/webhooks.ts";
import { type AudioFormat, type Delivery, SYNTHESIS_RATE, type Voice } from "../contract/synthesis.ts";

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
    /** Null where the result is told in the one way of v1. */
    resultOptions: text({ mode: "json" }).$type<ResultOptions>(),
    label: text(),
    /** Where the audio was fetched from; null when the client sent it. */
    sourceUri: text(),
    /** Of the file, once the decoder has seen it. */
    sampleRate: integer(),
    channels: integer(),
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
    /** Since when it is hidden from every list and answers as if it were not there. */
    archivedAtMs: integer(),
  },
  (table) => [
    // These cover what a list asks of rows that it does not show.
    index("jobs_account_created").on(table.accountId, table.createdAtMs, table.id, table.archivedAtMs),
    index("jobs_account_label").on(table.accountId, table.label, table.createdAtMs, table.id, table.archivedAtMs),
    index("jobs_status_created").on(table.status, table.createdAtMs),
  ],
);

/** The text of each finished job, for search: `job_search` is its full-text index, kept by triggers of the migrations. */
export const jobTexts = sqliteTable("job_texts", {
  id: integer().primaryKey(),
  jobId: text()
    .notNull()
    .unique()
    .references(() => jobs.id, { onDelete: "cascade" }),
  /** The account as one word of the index, which is its id without hyphens: a search never goes through texts of others. */
  owner: text().notNull(),
  text: text().notNull(),
});

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
    /** Whether the text is SSML. */
    isSsml: integer({ mode: "boolean" }).notNull().default(false),
    label: text(),
    voice: text().$type<Voice>().notNull(),
    delivery: text().$type<Delivery>().notNull(),
    /** What the object in the bucket holds. */
    format: text().$type<AudioFormat>().notNull().default("mp3"),
    sampleRate: integer().notNull().default(SYNTHESIS_RATE),
    /** Semitones above the voice's own pitch. */
    pitch: real().notNull().default(0),
    /** Times the voice's own pace. */
    tempo: real().notNull().default(1),
    /** The request was held open for the result. */
    wait: integer({ mode: "boolean" }).notNull().default(false),
    status: text().$type<JobStatus>().notNull(),
    /** At SYNTHESIS_RATE; null until everything is spoken. */
    durationSamples: integer(),
    failureCode: text().$type<FaultCode>(),
    failureDetail: text(),
    createdAtMs: integer().notNull(),
    startedAtMs: integer(),
    completedAtMs: integer(),
    archivedAtMs: integer(),
  },
  (table) => [index("tts_jobs_account_created").on(table.accountId, table.createdAtMs, table.id)],
);

export type SpeechRow = typeof ttsJobs.$inferSelect;

/** Where an account wants to be told of its jobs. What is still to be delivered belongs to each endpoint's EndpointDO. */
export const webhookEndpoints = sqliteTable(
  "webhook_endpoints",
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    url: text().notNull(),
    /** Event types as the owner wrote them; none means all. */
    eventFilters: text({ mode: "json" }).$type<string[]>().notNull(),
    sslVerification: integer({ mode: "boolean" }).notNull(),
    signatureScheme: text().$type<SignatureScheme>().notNull(),
    createdAtMs: integer().notNull(),
    /** Since when it is no longer called: its owner said so by 410, or it failed for days. */
    disabledAtMs: integer(),
  },
  (table) => [index("webhook_endpoints_account").on(table.accountId)],
);

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** What deliveries are signed with. Receivers need the secret itself, so it is sealed here, not hashed. */
export const webhookSecrets = sqliteTable(
  "webhook_secrets",
  {
    id: text().primaryKey(),
    endpointId: text()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    sealedKey: text().notNull(),
    createdAtMs: integer().notNull(),
    /** Null for the newest one. */
    expiresAtMs: integer(),
  },
  (table) => [index("webhook_secrets_endpoint").on(table.endpointId)],
);

/** Something that happened; its body lies in the bucket. */
export const webhookEvents = sqliteTable(
  "webhook_events",
  {
    id: text().primaryKey(),
    accountId: text()
      .notNull()
      .references(() => accounts.id),
    type: text().$type<EventType>().notNull(),
    /** The job that it tells of; null for a ping. */
    jobId: text(),
    createdAtMs: integer().notNull(),
  },
  (table) => [
    index("webhook_events_account").on(table.accountId, table.createdAtMs),
    index("webhook_events_job").on(table.jobId),
  ],
);

/** Every attempt to deliver an event, as it went. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    id: text().primaryKey(),
    eventId: text()
      .notNull()
      .references(() => webhookEvents.id, { onDelete: "cascade" }),
    endpointId: text()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    attemptedAtMs: integer().notNull(),
    requestHeaders: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
    /** Null when no answer came. */
    responseStatus: integer(),
    responseHeaders: text({ mode: "json" }).$type<Record<string, string>>(),
    /** As text, at most 64 KB of it; without an answer, what went wrong. */
    responseBody: text().notNull(),
    elapsedMs: integer().notNull(),
  },
  (table) => [index("webhook_deliveries_endpoint").on(table.endpointId, table.attemptedAtMs)],
);
