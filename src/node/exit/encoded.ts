import type { OtlpTarget } from '../exporters/otlp-target.ts';

/** One export, encoded: what the Collector would get. Clones between threads. */
export interface EncodedPayload {
  readonly target: OtlpTarget;
  /** `/package.Service/Method`, for `grpc`. */
  readonly grpcMethod: string;
  readonly body: Uint8Array;
}

/** Keeps what the Collector did not take before the process ended. Runs synchronously, and is the last to run. */
export type Keeper = (payloads: readonly EncodedPayload[]) => void;

let keeper: Keeper | undefined;

/** Names who keeps it; without anybody it is lost. */
export const keepUndelivered = (keep: Keeper): void => {
  keeper = keep;
};

export const undeliveredKeeper = (): Keeper | undefined => keeper;
