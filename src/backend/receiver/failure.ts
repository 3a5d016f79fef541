import type { RefusalReason } from '../store/counters.ts';

/** Why a request gets no 200. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly httpStatus: number;
  /** google.rpc.Code: https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
  readonly code: number;
  readonly reason: RefusalReason;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: keyof typeof KINDS, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    const [httpStatus, code, reason] = KINDS[kind];
    this.httpStatus = httpStatus;
    this.code = code;
    this.reason = reason;
    this.headers = headers;
  }
}

const KINDS = {
  malformed: [400, 3, 'malformed'],
  timeout: [408, 4, 'timeout'],
  tooLarge: [413, 8, 'too_large'],
  unsupported: [415, 3, 'unsupported'],
  busy: [503, 14, 'busy'],
} as const satisfies Readonly<Record<string, readonly [number, number, RefusalReason]>>;
