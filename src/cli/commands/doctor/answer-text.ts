/** A number of protobuf's, and where the next field begins: https://protobuf.dev/programming-guides/encoding/#varints */
const varintAt = (bytes: Uint8Array, at: number): readonly [value: number, next: number] => {
  let value = 0;
  let shift = 1;
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    value += (byte & 0x7f) * shift;
    shift *= 128;
    if (byte < 0x80) return [value, i + 1];
  }
  return [0, bytes.length];
};

const CODE_TAG = 0x08;
const MESSAGE_TAG = 0x12;

/** The message of a `google.rpc.Status`, which OTLP servers answer faults with: code, then message. */
const statusMessageIn = (bytes: Uint8Array): string => {
  const at = bytes[0] === CODE_TAG ? varintAt(bytes, 1)[1] : 0;
  if (bytes[at] !== MESSAGE_TAG) return '';
  const [length, start] = varintAt(bytes, at + 1);
  return new TextDecoder().decode(bytes.subarray(start, start + length));
};

/** The same in JSON; any other text as it is. */
const messageOf = (text: string): string => {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
};

/**
 * What an answer's body says to a person. A body without a type is text: so a server of Go's answers HTTP where it
 * expects TLS.
 */
export const answerText = (contentType: string | undefined, body: Uint8Array): string => {
  if (contentType?.startsWith('application/x-protobuf')) return statusMessageIn(body);
  return contentType === undefined || /^(?:text\/|application\/(?:\w+\+)?json)/.test(contentType)
    ? messageOf(new TextDecoder().decode(body))
    : '';
};
