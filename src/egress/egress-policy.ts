/** How far outgoing calls may go. */
export interface EgressPolicy {
  /** Also plain http, any port, and hosts on loopback or private addresses: for tests, never for a deployment. */
  readonly allowPrivate: boolean;
}
