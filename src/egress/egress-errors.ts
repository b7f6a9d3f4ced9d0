/** An address that must not be called. `reason` completes "the URL ..." and is fit for whoever named the address. */
export class EgressRefused extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`the URL ${reason}`);
    this.name = "EgressRefused";
    this.reason = reason;
  }
}

/** Its host has no address, for now at least. */
export class EgressUnresolved extends EgressRefused {
  constructor() {
    super("names a host that has no address");
    this.name = "EgressUnresolved";
  }
}

/** Nobody answers, neither the host nor the resolver that is asked for it; the same call may succeed later. */
export class EgressUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EgressUnavailable";
  }
}
