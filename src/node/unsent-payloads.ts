import type { OtlpTarget } from './exporters/otlp-target.ts';
import type { Payload, Unsent } from './exporters/payload.ts';

/** An encoded batch, and where it has to go. Clones between threads. */
export interface UnsentPayload extends Payload {
  readonly target: OtlpTarget;
  /** `/package.Service/Method`, for `grpc`. */
  readonly grpcMethod: string;
}

interface Source {
  isEmpty(): boolean;
  take(): Unsent<UnsentPayload>;
}
type Keep = (payloads: readonly Payload[]) => readonly Payload[];

const sources: Source[] = [];
let keep: Keep = (payloads) => payloads;

/** Tells the end of the process where encoded batches wait. */
export const addUnsentPayloads = (source: Source): void => {
  sources.push(source);
};

/** Whether there may be some. Cheap. */
export const hasUnsentPayloads = (): boolean => sources.some(({ isEmpty }) => !isEmpty());

/** What no Collector has acknowledged. The queues send nothing from now on, because the caller does it. */
export const takeUnsentPayloads = (): Unsent<UnsentPayload> => {
  const taken = sources.map(({ take }) => take());
  return {
    underWay: taken.flatMap(({ underWay }) => underWay),
    waiting: taken.flatMap(({ waiting }) => waiting),
  };
};

/** Names the place for what the Collector did not take in time. */
export const keepPayloadsWith = (keeper: Keep): void => {
  keep = keeper;
};

/** Keeps payloads for the next process, at once; the answer has those for which there is no place. */
export const keepPayloads = (payloads: readonly Payload[]): readonly Payload[] => keep(payloads);
