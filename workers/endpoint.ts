import { DurableObject } from "cloudflare:workers";

/** The single writer of what is still to be delivered to one webhook endpoint, addressed by endpoint id. */
export class EndpointDO extends DurableObject<Env> {}
