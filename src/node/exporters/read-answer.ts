import type { Answer, Encoding } from './payload.ts';
import { bytesOf, numberOf, readFields, textOf } from './protobuf-fields.ts';

/** Longest message of a Collector that is repeated, in UTF-16 units. */
const MAX_MESSAGE_LENGTH = 200;

/** One line. A Collector may repeat what it was sent, but every line about a fault is redacted. */
export const cleanMessage = (message: unknown): string | undefined => {
  if (typeof message !== 'string' || message.trim() === '') return undefined;
  return message
    .slice(0, MAX_MESSAGE_LENGTH)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
};

interface PartialSuccess {
  readonly rejected: number;
  readonly message: string | undefined;
}

const NOTHING: PartialSuccess = { rejected: 0, message: undefined };

/** `partial_success` is field 1 of all three answers; in it 1 is the number rejected and 2 the message. */
const readProtobuf = (body: Uint8Array): PartialSuccess => {
  const partial = bytesOf(readFields(body), 1);
  if (!partial) return NOTHING;
  const fields = readFields(partial);
  return { rejected: numberOf(fields, 1), message: textOf(fields, 2) };
};

const readJson = (body: Uint8Array): PartialSuccess => {
  const document: unknown = JSON.parse(Buffer.from(body).toString());
  const partial = (document as { partialSuccess?: unknown } | null)?.partialSuccess;
  if (typeof partial !== 'object' || partial === null) return NOTHING;
  const { rejectedSpans, rejectedDataPoints, rejectedLogRecords, errorMessage } = partial as Record<
    string,
    unknown
  >;
  return {
    // 64-bit numbers are texts in JSON.
    rejected: Number(rejectedSpans ?? rejectedDataPoints ?? rejectedLogRecords ?? 0) || 0,
    message: typeof errorMessage === 'string' ? errorMessage : undefined,
  };
};

/**
 * The answer of a Collector that said yes, perhaps not to everything:
 * https://opentelemetry.io/docs/specs/otlp/#partial-success-1
 */
export const readSuccess = (body: Uint8Array | undefined, encoding: Encoding): Answer => {
  if (body?.length === 0) return { status: 'success' };
  try {
    if (!body) throw new Error('too long, or not what its headers say');
    const { rejected, message } = encoding === 'json' ? readJson(body) : readProtobuf(body);
    const clean = cleanMessage(message);
    return {
      status: 'success',
      ...(rejected > 0 && { rejected }),
      ...(clean !== undefined && { message: clean }),
    };
  } catch {
    return { status: 'success', oddity: 'an answer that cannot be read' };
  }
};

/** The message of a `google.rpc.Status`, which is the body of an answer that says no. */
export const readRefusal = (body: Uint8Array, encoding: Encoding): string | undefined => {
  try {
    if (encoding === 'protobuf') return cleanMessage(textOf(readFields(body), 2));
    const status: unknown = JSON.parse(Buffer.from(body).toString());
    return cleanMessage((status as { message?: unknown } | null)?.message);
  } catch {
    return undefined;
  }
};
