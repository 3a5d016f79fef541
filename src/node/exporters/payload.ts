import type { LossReason } from '../losses.ts';
import type { Signal } from './otlp-target.ts';

export type Encoding = 'protobuf' | 'json';

/** One export, redacted and encoded. */
export interface Payload {
  readonly signal: Signal;
  /** Which of the exporters of the signal it is for, in the order of the configuration. */
  readonly lane: number;
  readonly encoding: Encoding;
  /** Spans, metric points or log records in it. */
  readonly items: number;
  readonly body: Uint8Array;
}

/** Payloads that no Collector has acknowledged. */
export interface Unsent<P> {
  /** Sent, and not answered yet. */
  readonly underWay: readonly P[];
  readonly waiting: readonly P[];
}

/** What became of one try to send a payload. */
export type Answer =
  | {
      readonly status: 'success';
      /** Items that the Collector did not take, and why. */
      readonly rejected?: number;
      readonly message?: string;
      /** What is odd about the answer, though it says yes. */
      readonly oddity?: string;
    }
  | { readonly status: 'failure'; readonly error: unknown; readonly reason: LossReason }
  | {
      readonly status: 'retryable';
      readonly error: unknown;
      readonly reason: LossReason;
      /** The wait that the Collector asks for. */
      readonly retryInMillis?: number;
    };

/** Sends what is encoded already. Never rejects. */
export interface Transport {
  /** @param encoding of the body, where it is not that of the protocol in force */
  send(body: Uint8Array, timeoutMillis: number, encoding?: Encoding): Promise<Answer>;
  shutdown(): void;
}
