import { type Context, Hono } from "hono";
import { createAdmin } from "../surfaces/admin/app.ts";
import { createNode } from "../surfaces/node/app.ts";
import { createDocs } from "../surfaces/openapi/create-docs.ts";
import { createV1 } from "../surfaces/v1/app.ts";
import { renderError } from "../surfaces/v1/errors.ts";
import { createV2 } from "../surfaces/v2/app.ts";
import { renderStatus } from "../surfaces/v2/errors.ts";
import type { AppEnv } from "./app-env.ts";
import { describeRequest } from "./describe-request.ts";
import { drainBody } from "./drain-body.ts";
import { createHealth } from "./health.ts";
import { methodsOf } from "./methods-of.ts";
import { renderProblem } from "./render-problem.ts";
import { type HttpFault, fault, toFault } from "./to-fault.ts";

/** The whole HTTP face: one app per surface, each under its prefix and with its own error shape. */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use(describeRequest, drainBody);
  const v1 = createV1();
  const v2 = createV2();
  app.route("/v1", v1);
  app.route("/v2/speech", v2);
  app.route("/node/v1", createNode());
  app.route("/admin", createAdmin());
  app.route("/", createDocs({ v1, v2 }));
  app.route("/", createHealth());
  app.onError((error, c) => renderFor(c, toFault(error)));
  // Hono asks the outermost app only, so the surface of an unknown route is found by its prefix.
  app.notFound((c) => {
    const methods = methodsOf(app, c.req.path);
    if (methods.length === 0) return renderFor(c, fault("route_not_found"));
    c.header("allow", methods.join(", "));
    return renderFor(c, fault("method_not_allowed"));
  });
  return app;
}

function renderFor(c: Context<AppEnv>, problem: HttpFault): Response {
  if (c.req.path.startsWith("/v1/")) return renderError(c, problem);
  return c.req.path.startsWith("/v2/") ? renderStatus(c, problem) : renderProblem(c, problem);
}
