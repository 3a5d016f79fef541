import type { RPCMetadata } from '@opentelemetry/core';

/** Tells the route of a request, while it is answered and afterwards. */
export interface Endpoint {
  readonly route?: string | undefined;
}

/** Holds a request only until it is answered. */
export class RequestEndpoint implements Endpoint {
  #request: RPCMetadata | undefined;
  #route: string | undefined;

  constructor(request: RPCMetadata) {
    this.#request = request;
  }

  get route(): string | undefined {
    return this.#request ? this.#request.route : this.#route;
  }

  /** The request is answered: its route is known, and nothing else of it is wanted. */
  settle(): void {
    this.#route = this.route;
    this.#request = undefined;
  }
}
