import { constants, type IncomingHttpHeaders } from 'node:http2';
import type { Answer } from '../payload.ts';
import { bytesOf, numberOf, readFields, textOf } from '../protobuf-fields.ts';
import { cleanMessage } from '../read-answer.ts';

/** By their numbers: https://grpc.io/docs/guides/status-codes/ */
const STATUSES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type GrpcStatus = (typeof STATUSES)[number];

/** https://opentelemetry.io/docs/specs/otlp/#failures */
const RETRYABLE: ReadonlySet<GrpcStatus> = new Set([
  'CANCELLED',
  'DEADLINE_EXCEEDED',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

/** https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md */
const OF_HTTP: Readonly<Record<number, GrpcStatus>> = {
  400: 'INTERNAL',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'UNIMPLEMENTED',
  429: 'UNAVAILABLE',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/**
 * The wait that a `google.rpc.RetryInfo` asks for: https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling
 *
 * @param details of `grpc-status-details-bin`, a `google.rpc.Status` in base64
 */
const retryMillisOf = (details: unknown): number | undefined => {
  if (typeof details !== 'string') return undefined;
  try {
    for (const { number, value } of readFields(Buffer.from(details, 'base64'))) {
      if (number !== 3 || !(value instanceof Uint8Array)) continue;
      const any = readFields(value);
      if (textOf(any, 1) !== RETRY_INFO) continue;
      const delay = readFields(
        bytesOf(readFields(bytesOf(any, 2) ?? new Uint8Array()), 1) ?? new Uint8Array(),
      );
      return Math.max(0, numberOf(delay, 1) * 1_000 + numberOf(delay, 2) / 1_000_000);
    }
  } catch {
    // Without a wait that can be read there is none.
  }
  return undefined;
};

/** `grpc-message` is percent-encoded: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses */
const messageOf = (value: unknown): string => {
  const text = typeof value === 'string' ? value : '';
  try {
    return cleanMessage(decodeURIComponent(text)) ?? '';
  } catch {
    return cleanMessage(text) ?? '';
  }
};

/** The status that the headers at the end of an answer tell; undefined where they tell none. */
export const statusOf = (trailers: IncomingHttpHeaders): GrpcStatus | undefined => {
  const { 'grpc-status': code } = trailers;
  if (typeof code !== 'string' || !/^\d{1,3}$/.test(code)) return undefined;
  return STATUSES[Number(code)] ?? 'UNKNOWN';
};

/** What a status other than `OK` means for the batch that it answers. */
const refusal = (status: GrpcStatus, words: string, retryInMillis: number | undefined): Answer => {
  const error = new Error(`${status} ${words}`.trim());
  const isThrottled = status === 'RESOURCE_EXHAUSTED' && retryInMillis !== undefined;
  if (!RETRYABLE.has(status) && !isThrottled) return { status: 'failure', error, reason: 'rejected' };
  return {
    status: 'retryable',
    error,
    reason: status === 'DEADLINE_EXCEEDED' ? 'timeout' : 'unavailable',
    ...(retryInMillis !== undefined && { retryInMillis }),
  };
};

/** What an answer that says no means for the batch. */
export const readGrpcRefusal = (status: GrpcStatus, trailers: IncomingHttpHeaders): Answer =>
  refusal(
    status,
    messageOf(trailers['grpc-message']),
    // Node joins what comes twice.
    retryMillisOf(String(trailers['grpc-status-details-bin'] ?? '').split(',')[0]),
  );

/** An answer without a status of gRPC: of a proxy, or of a server of another kind. */
export const readForeignAnswer = (headers: IncomingHttpHeaders): Answer => {
  const { [constants.HTTP2_HEADER_STATUS]: code, 'content-type': type = 'no content type' } =
    headers as Record<string, unknown>;
  if (code === 200)
    return {
      status: 'retryable',
      error: new Error(`HTTP status code 200 with ${cleanMessage(String(type))} and no status of gRPC`),
      reason: 'invalid_answer',
    };
  return refusal(OF_HTTP[Number(code)] ?? 'UNKNOWN', `HTTP status code ${Number(code)}`, undefined);
};
