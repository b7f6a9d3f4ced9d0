import type { CloudEnv } from "./cloud-env.ts";
import type { PullQueue } from "./pull-queue.ts";

/** Throws for a name that is not among the account's queues. */
export function openQueue(env: CloudEnv, name: string): DurableObjectStub<PullQueue> {
  if (!env.QUEUES.includes(name)) throw new RangeError(`there is no queue ${name}`);
  return env.PUSHED_QUEUES.includes(name) ? env.PUSH_QUEUE.getByName(name) : env.PULL_QUEUE.getByName(name);
}
