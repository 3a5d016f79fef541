import { Writer } from 'protobufjs/minimal.js';
import type { Encoding } from './signals.ts';

const lengthDelimited = (field: number): number => (field << 3) | 2;
const varint = (field: number): number => field << 3;

/** ExportXServiceResponse: empty, but for a partial success where something was rejected. */
export const encodeSuccess = (rejected: number, rejectedField: string, encoding: Encoding): Buffer => {
  const message = `${rejected} of the items are not valid OTLP, such as a span without ids`;
  if (encoding === 'json') {
    const partialSuccess = { [rejectedField]: String(rejected), errorMessage: message };
    return Buffer.from(JSON.stringify(rejected === 0 ? {} : { partialSuccess }));
  }
  if (rejected === 0) return Buffer.alloc(0);
  const writer = Writer.create();
  writer.uint32(lengthDelimited(1)).fork();
  writer.uint32(varint(1)).int64(rejected);
  writer.uint32(lengthDelimited(2)).string(message);
  return Buffer.from(writer.ldelim().finish());
};

/** google.rpc.Status, with a code of google.rpc.Code. */
export const encodeStatus = (code: number, message: string, encoding: Encoding): Buffer => {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code, message }));
  const writer = Writer.create();
  writer.uint32(varint(1)).int32(code);
  writer.uint32(lengthDelimited(2)).string(message);
  return Buffer.from(writer.finish());
};
