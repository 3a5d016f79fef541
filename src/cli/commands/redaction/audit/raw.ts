import type { Auditor } from './auditor.ts';

// Queues, indexes and databases hold telemetry between bytes of their own. Without their formats, what can be read is:
// attributes in the protobuf form in which OTLP has them, and every other run of text.

/** Shortest run of text that is looked at, in bytes. */
const MIN_RUN = 5;

/** Longest run that is looked at as one; the next begins some way before its end. */
const MAX_RUN = 16_384;
const OVERLAP = 512;

const STRING_FIELD_1 = 0x0a;
const MESSAGE_FIELD_2 = 0x12;

/** UTF-8 of anything that is no control character but tab, line feed and carriage return. */
const isText = (byte: number): boolean =>
  (byte >= 32 && byte !== 127) || byte === 9 || byte === 10 || byte === 13;

const decoder = new TextDecoder('utf-8', { fatal: true });
const textIn = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

interface Length {
  readonly value: number;
  readonly next: number;
}

/** A varint of at most three bytes: two megabytes. */
const lengthAt = (bytes: Uint8Array, at: number): Length | undefined => {
  let value = 0;
  for (let i = 0; i < 3; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    value |= (byte & 127) << (7 * i);
    if (byte < 128) return { value, next: at + i + 1 };
  }
  return undefined;
};

interface Field {
  readonly text: string;
  readonly end: number;
}

/** The text behind a length. */
const stringAt = (bytes: Uint8Array, at: number): Field | undefined => {
  const length = lengthAt(bytes, at);
  if (!length || length.next + length.value > bytes.length) return undefined;
  const end = length.next + length.value;
  const text = textIn(bytes.subarray(length.next, end));
  return text === undefined ? undefined : { text, end };
};

const keyAt = (bytes: Uint8Array, at: number): Field | undefined => {
  const key = bytes[at] === STRING_FIELD_1 ? stringAt(bytes, at + 1) : undefined;
  return key?.text && [...key.text].every((one) => one >= ' ') ? key : undefined;
};

/** An AnyValue that is a text. */
const valueAt = (bytes: Uint8Array, at: number): Field | undefined => {
  const any = bytes[at] === MESSAGE_FIELD_2 ? lengthAt(bytes, at + 1) : undefined;
  const value = any && bytes[any.next] === STRING_FIELD_1 ? stringAt(bytes, any.next + 1) : undefined;
  return value && value.end === (any?.next ?? 0) + (any?.value ?? 0) ? value : undefined;
};

interface Pair {
  readonly key: string;
  readonly value: string;
  readonly end: number;
}

/**
 * The KeyValue with a text that lies at `at`; the Collector writes fields from the last to the first.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/common/v1/common.proto
 */
const pairAt = (bytes: Uint8Array, at: number): Pair | undefined => {
  const first = keyAt(bytes, at);
  const after = first && valueAt(bytes, first.end);
  if (first && after) return { key: first.text, value: after.text, end: after.end };
  const value = valueAt(bytes, at);
  const key = value && keyAt(bytes, value.end);
  return value && key && { key: key.text, value: value.text, end: key.end };
};

const lenient = new TextDecoder('utf-8');

/** A length that can be read as a character may stand before a text: both ways are looked at, and one is counted. */
const auditRun = (auditor: Auditor, source: string, run: Uint8Array): void => {
  for (let start = 0; start < run.length; start += MAX_RUN - OVERLAP) {
    const text = lenient.decode(run.subarray(start, start + MAX_RUN));
    const shorter = text.slice(1);
    auditor.text(source, 'bytes', auditor.finds(shorter) >= auditor.finds(text) ? shorter : text);
    if (start + MAX_RUN >= run.length) return;
  }
};

/** Looks through bytes of any format. What is compressed or encrypted in them cannot be seen. */
export const auditBytes = (auditor: Auditor, source: string, bytes: Uint8Array): void => {
  let start = 0;
  const flush = (end: number): void => {
    if (end - start >= MIN_RUN) auditRun(auditor, source, bytes.subarray(start, end));
  };
  for (let at = 0; at < bytes.length; ) {
    const pair = pairAt(bytes, at);
    if (pair) {
      flush(at);
      auditor.attributes(source, 'attributes in bytes', { [pair.key]: pair.value });
      at = pair.end;
      start = at;
    } else {
      if (!isText(bytes[at] as number)) {
        flush(at);
        start = at + 1;
      }
      at++;
    }
  }
  flush(bytes.length);
};
