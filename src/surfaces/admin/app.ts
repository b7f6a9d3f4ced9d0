import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { addCredit } from "../../accounts/add-credit.ts";
import { createAccount } from "../../accounts/create-account.ts";
import { getAccount } from "../../accounts/get-account.ts";
import { isAdminKey } from "../../accounts/is-admin-key.ts";
import { listNodes } from "../../accounts/list-nodes.ts";
import { registerNode } from "../../accounts/register-node.ts";
import { revokeNode } from "../../accounts/revoke-node.ts";
import { SpeechFault } from "../../contract/faults.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { bearerToken } from "../../http/bearer-token.ts";
import { guardBody } from "../../http/guard-body.ts";
import { readJson } from "../../http/read-json.ts";
import { renderProblem } from "../../http/render-problem.ts";
import { toFault } from "../../http/to-fault.ts";
import {
  AddCreditRequest,
  CreateAccountRequest,
  RegisterNodeRequest,
  acceptLimits,
  presentAccount,
  presentLimits,
  presentNode,
} from "./wire.ts";

const LARGEST_BODY_BYTES = 16 * 1024;

const authenticate = createMiddleware<AppEnv>(async function authenticate(c, next) {
  const token = bearerToken(c.req.header("authorization"));
  if (!(await isAdminKey(c.get("scope"), token))) throw new SpeechFault("api_key_invalid");
  await next();
});

/** The surface of the operator, mounted under `/admin`. */
export function createAdmin() {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => renderProblem(c, toFault(error)));
  app.use(authenticate, guardBody(LARGEST_BODY_BYTES));

  app.post("/accounts", async (c) => {
    const { name, limits } = await readJson(c, CreateAccountRequest);
    const { id, apiKey, ...created } = await createAccount(c.get("scope"), { name, limits: acceptLimits(limits) });
    return c.json({ id, name, limits: presentLimits(created.limits), api_key: apiKey }, 201);
  });

  app.get("/accounts/:id", async (c) => c.json(presentAccount(await getAccount(c.get("scope"), c.req.param("id")))));

  app.post("/accounts/:id/credit", async (c) => {
    const { seconds } = await readJson(c, AddCreditRequest);
    return c.json(presentAccount(await addCredit(c.get("scope"), { accountId: c.req.param("id"), seconds })));
  });

  app.post("/nodes", async (c) =>
    c.json(await registerNode(c.get("scope"), await readJson(c, RegisterNodeRequest)), 201),
  );

  app.get("/nodes", async (c) => c.json({ nodes: (await listNodes(c.get("scope"))).map(presentNode) }));

  app.delete("/nodes/:id", async (c) => {
    await revokeNode(c.get("scope"), c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}
