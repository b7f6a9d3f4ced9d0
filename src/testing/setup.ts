import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    readonly migrations: D1Migration[];
  }
}

beforeAll(async () => {
  await applyD1Migrations(env.DB, inject("migrations"));
});
