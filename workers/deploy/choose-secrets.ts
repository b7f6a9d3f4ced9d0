/** Secrets that nobody needs to know beforehand. */
const GENERATED: ReadonlySet<string> = new Set(["ADMIN_KEY", "KEY_PEPPER"]);

interface Given {
  readonly accountId: string;
  readonly bucket: string;
  /** Names of the secrets that the Worker requires. */
  readonly required: readonly string[];
  /** Names of those that the deployed Worker holds already; they stay as they are. */
  readonly present: ReadonlySet<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly generate: () => string;
}

export interface ChosenSecrets {
  /** Values to send with the deployment. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of those made just now: the only chance to note them. */
  readonly generated: readonly string[];
  /** One line for each secret that a person has to make first. */
  readonly missing: readonly string[];
}

/** Where each secret that the deployed Worker lacks comes from: made here, or made by a person and put in the environment. */
export function chooseSecrets({ required, present, environment, generate, ...where }: Given): ChosenSecrets {
  const lacking = required.filter((name) => !present.has(name));
  const generated = lacking.filter((name) => GENERATED.has(name) && !environment[name]);
  const missing = lacking.filter((name) => !generated.includes(name) && !environment[name]);
  const made = lacking.map((name) => [name, environment[name] || generate()] as const);
  return {
    values: Object.fromEntries(made.filter(([name]) => !missing.includes(name))),
    generated,
    missing: missing.map((name) => `${name}: ${origin(name, where)}`),
  };
}

function origin(name: string, { accountId, bucket }: Pick<Given, "accountId" | "bucket">): string {
  const dashboard = `https://dash.cloudflare.com/${accountId}`;
  switch (name) {
    case "R2_ACCESS_KEY_ID":
    case "R2_SECRET_ACCESS_KEY":
      return `create an R2 API token, Object Read & Write on the bucket ${bucket} only, at ${dashboard}/r2/api-tokens`;
    case "QUEUES_API_TOKEN":
      return `create an account API token with the permission Queues: Edit at ${dashboard}/api-tokens`;
    default:
      return "set it in the environment";
  }
}
