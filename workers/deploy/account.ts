/** A bucket as far as it is set up; lifecycle rules by name. */
export interface Bucket {
  readonly hasCors: boolean;
  readonly lifecycleRules: ReadonlySet<string>;
}

export interface AccountQueue {
  readonly id: string;
  /** Whether it has an HTTP pull consumer. */
  readonly isPulled: boolean;
}

/** What a Cloudflare account already has of what the Worker needs; everything by name. */
export interface Account {
  readonly id: string;
  readonly databaseIds: ReadonlyMap<string, string>;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly queues: ReadonlyMap<string, AccountQueue>;
  /** Secrets that the deployed Worker holds. */
  readonly secrets: ReadonlySet<string>;
}
