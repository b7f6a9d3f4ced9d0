import type { JobFrame } from "../contract/events.ts";
import type { JobSnapshot, JobSpec } from "../contract/job.ts";
import { assembleSegments, assembleText } from "./assemble-transcript.ts";
import type { PlacedToken } from "./assemble-transcript.ts";
import { isSentenceEnd } from "./text/is-sentence-end.ts";
import type { OpenSentence } from "./text/punctuate.ts";

/** What a snapshot says beside the text; the text as of an event is the tokens before it. */
export type JobState = Pick<
  JobSnapshot,
  | "status"
  | "durationSamples"
  | "doneSamples"
  | "plannedSamples"
  | "detectedLanguage"
  | "languageProbability"
  | "rawText"
  | "remainingMs"
  | "failure"
  | "startedAtMs"
  | "completedAtMs"
>;

export const INITIAL_STATE: JobState = {
  status: "queued",
  durationSamples: null,
  doneSamples: 0,
  plannedSamples: 0,
  detectedLanguage: null,
  languageProbability: null,
  rawText: null,
  remainingMs: null,
  failure: null,
  startedAtMs: null,
  completedAtMs: null,
};

export interface LoggedToken extends PlacedToken {
  readonly chunkIndex: number;
}

/** Tokens looked back for the start of a sentence. */
const LONGEST_SENTENCE = 100;

type Row = { id: number; type: "state" | "token" | "done"; data: string };

/**
 * The append-only history of one job: what every client has been told, in order, numbered from 1 without gaps.
 * Nothing in it is ever changed, so a stream that resumes after any id continues byte for byte.
 */
export class EventLog {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, type TEXT NOT NULL, data TEXT NOT NULL)");
  }

  lastId(): number {
    return this.#sql.exec<{ id: number }>("SELECT coalesce(max(id), 0) AS id FROM events").one().id;
  }

  /** The state as last told; before the first event, that of a new job. */
  state(): JobState {
    const rows = this.#sql.exec<Row>("SELECT * FROM events WHERE type <> 'token' ORDER BY id DESC LIMIT 1").toArray();
    return rows[0] === undefined ? INITIAL_STATE : stateOf(rows[0]);
  }

  isDone(): boolean {
    return this.#sql.exec("SELECT 1 FROM events WHERE type = 'done'").toArray().length > 0;
  }

  hasText(): boolean {
    return this.#sql.exec("SELECT 1 FROM events WHERE type = 'token' LIMIT 1").toArray().length > 0;
  }

  lastToken(): LoggedToken | undefined {
    const [row] = this.#sql.exec<Row>("SELECT * FROM events WHERE type = 'token' ORDER BY id DESC LIMIT 1").toArray();
    return row === undefined ? undefined : tokenOf(row);
  }

  /** The last word told, if it is of this channel; empty otherwise. */
  lastWord(channel: number): string {
    let word = "";
    const rows = this.#sql.exec<Row>("SELECT * FROM events WHERE type = 'token' ORDER BY id DESC");
    for (const row of rows) {
      const token = tokenOf(row);
      if (token.channel !== channel) break;
      word = token.text + word;
      if (/^\s/.test(word)) break;
    }
    return word.trim();
  }

  /** What was told last of the sentence that is going on. */
  openSentence(): OpenSentence {
    const told: LoggedToken[] = [];
    const rows = this.#sql.exec<Row>(
      "SELECT * FROM events WHERE type = 'token' ORDER BY id DESC LIMIT ?",
      LONGEST_SENTENCE,
    );
    for (const row of rows) {
      const token = tokenOf(row);
      if (isSentenceEnd(token.text) || (told[0] !== undefined && told[0].channel !== token.channel)) break;
      told.unshift(token);
    }
    const last = told.at(-1);
    return { text: assembleText(told), channel: last?.channel ?? 0, endSample: last?.endSample ?? 0 };
  }

  append(type: "state" | "done", data: JobState): void;
  append(type: "token", data: LoggedToken): void;
  append(type: Row["type"], data: JobState | LoggedToken): void {
    this.#sql.exec("INSERT INTO events (type, data) VALUES (?, ?)", type, JSON.stringify(data));
  }

  /** The job as of now. */
  snapshot(spec: JobSpec): JobSnapshot {
    return toSnapshot(spec, this.state(), this.tokens());
  }

  /** What has been told, in reading order, up to and including an event. */
  tokens(throughId = Number.MAX_SAFE_INTEGER): LoggedToken[] {
    return this.#sql
      .exec<Row>("SELECT * FROM events WHERE type = 'token' AND id <= ? ORDER BY id", throughId)
      .toArray()
      .map(tokenOf);
  }

  /**
   * Every frame after `afterId`, each snapshot showing the text exactly as it stood at that event. Made one by one, since
   * a snapshot of a long recording is large.
   */
  *framesAfter(spec: JobSpec, afterId: number): Generator<JobFrame> {
    const rows = this.#sql.exec<Row>("SELECT * FROM events WHERE id > ? ORDER BY id", afterId).toArray();
    const needsText = rows.some((row) => row.type !== "token");
    const told = needsText ? this.tokens(afterId) : [];
    for (const row of rows) {
      if (row.type === "token") {
        const token = tokenOf(row);
        const { chunkIndex, text, startSample, endSample } = token;
        if (needsText) told.push(token);
        yield { type: "token", id: row.id, chunkIndex, token: { text, startSample, endSample } };
      } else {
        const type = row.type === "done" ? "done" : "snapshot";
        yield { type, id: row.id, snapshot: toSnapshot(spec, stateOf(row), told) };
      }
    }
  }
}

function stateOf(row: Row): JobState {
  const state: JobState = JSON.parse(row.data);
  return state;
}

function tokenOf(row: Row): LoggedToken {
  const token: LoggedToken = JSON.parse(row.data);
  return token;
}

function toSnapshot(spec: JobSpec, state: JobState, tokens: readonly PlacedToken[]): JobSnapshot {
  return {
    jobId: spec.jobId,
    accountId: spec.accountId,
    createdAtMs: spec.createdAtMs,
    text: assembleText(tokens),
    segments: assembleSegments(tokens),
    averageMs: spec.pace === null ? null : Math.ceil(spec.pace.wallMs),
    ...state,
  };
}
