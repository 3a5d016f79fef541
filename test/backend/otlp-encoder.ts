// Encodes the plain OTLP/JSON requests of payloads.ts as protobuf, field by field from the schema,
// without anything of the decoder under test.
import { Writer } from 'protobufjs/minimal.js';
import type { Field, Message } from '../../src/backend/receiver/field.ts';

const WIRE = { int32: 0, sint32: 0, int64: 0, uint64: 0, bool: 0, fixed32: 5 } as Record<string, number>;
const FIXED64 = new Set(['fixed64', 'sfixed64', 'nanos', 'double']);

const wireType = (kind: string): number => WIRE[kind] ?? (FIXED64.has(kind) ? 1 : 2);

const writeScalar = (writer: Writer, kind: string, value: unknown): void => {
  if (kind === 'string') writer.string(String(value));
  else if (kind === 'hex') writer.bytes(Buffer.from(String(value), 'hex'));
  else if (kind === 'bytes') writer.bytes(Buffer.from(String(value), 'base64'));
  else if (kind === 'bool') writer.bool(Boolean(value));
  else if (kind === 'double') writer.double(Number(value));
  else if (kind === 'sint32') writer.sint32(Number(value));
  else if (kind === 'int32') writer.int32(Number(value));
  else if (kind === 'fixed32') writer.fixed32(Number(value));
  else {
    const big = BigInt(value as string | number);
    const low = Number(BigInt.asUintN(32, big));
    const high = Number(BigInt.asUintN(32, big >> 32n));
    if (FIXED64.has(kind)) writer.fixed32(low).fixed32(high);
    else writer.int64({ low, high: high | 0, unsigned: false } as unknown as number);
  }
};

const writeField = (writer: Writer, { number, kind, message }: Field<unknown>, value: unknown): void => {
  writer.uint32((number << 3) | wireType(kind));
  if (!message) {
    writeScalar(writer, kind, value);
    return;
  }
  writer.fork();
  writeMessage(writer, message(), value as Record<string, unknown>);
  writer.ldelim();
};

const writeMessage = (writer: Writer, message: Message, value: Record<string, unknown>): void => {
  for (const [name, field] of Object.entries(message)) {
    const own = value[name];
    if (own === undefined) continue;
    for (const item of field.repeated ? (own as unknown[]) : [own]) writeField(writer, field, item);
  }
};

export const encodeProtobuf = (message: Message, value: object): Buffer => {
  const writer = Writer.create();
  writeMessage(writer, message, value as Record<string, unknown>);
  return Buffer.from(writer.finish());
};
