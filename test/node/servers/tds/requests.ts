import type { Value } from './tokens.ts';

// Requests: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds/619c43b6-9495-4a58-9e49-a4950db245b3

/** Reads one message from its begin. */
const createReader = (bytes: Buffer) => {
  let at = 0;
  const take = (length: number): Buffer => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const reader = {
    isAtEnd: () => at >= bytes.length,
    skip: (length: number) => void take(length),
    u8: () => take(1).readUInt8(),
    u16: () => take(2).readUInt16LE(),
    u32: () => take(4).readUInt32LE(),
    bytes: take,
    shortText: () => take(reader.u8() * 2).toString('utf16le'),
    rest: () => bytes.subarray(at).toString('utf16le'),
  };
  return reader;
};
type Reader = ReturnType<typeof createReader>;
type ReadValue = () => Value;

/** Of a login: where its text begins and how long it is stands at a fixed place. */
export const readDatabase = (body: Buffer): string => {
  const [at, length] = [body.readUInt16LE(68), body.readUInt16LE(70)];
  return body.toString('utf16le', at, at + length * 2);
};

const MAX = 0xffff;

/** A value of any length comes in chunks. */
const readChunks = (reader: Reader): Buffer => {
  reader.skip(8);
  const chunks: Buffer[] = [];
  for (let length = reader.u32(); length > 0; length = reader.u32()) chunks.push(reader.bytes(length));
  return Buffer.concat(chunks);
};

/** Reads a type and says how its values are read: integers, `varchar` and `nvarchar`. */
const readType = (reader: Reader): ReadValue => {
  const type = reader.u8();
  if (type === 0x26) {
    reader.skip(1);
    return () => {
      const length = reader.u8();
      return length === 0 ? null : reader.bytes(length).readIntLE(0, length);
    };
  }
  if (type !== 0xa7 && type !== 0xe7) throw new Error(`type 0x${type.toString(16)} is not known here`);
  const encoding = type === 0xe7 ? 'utf16le' : 'latin1';
  const most = reader.u16();
  reader.skip(5);
  if (most === MAX) return () => readChunks(reader).toString(encoding);
  return () => {
    const length = reader.u16();
    return length === MAX ? null : reader.bytes(length).toString(encoding);
  };
};

const skipHeaders = (reader: Reader): void => reader.skip(reader.u32() - 4);

export const readBatch = (body: Buffer): string => {
  const reader = createReader(body);
  skipHeaders(reader);
  return reader.rest();
};

export interface Call {
  /** A number for the procedures that the protocol itself knows. */
  readonly procedure: string | number;
  readonly parameters: readonly { readonly name: string; readonly value: Value }[];
}

export const readCall = (body: Buffer): Call => {
  const reader = createReader(body);
  skipHeaders(reader);
  const length = reader.u16();
  const procedure = length === MAX ? reader.u16() : reader.bytes(length * 2).toString('utf16le');
  reader.skip(2);
  const parameters: Call['parameters'][number][] = [];
  while (!reader.isAtEnd()) {
    const name = reader.shortText();
    reader.skip(1);
    parameters.push({ name, value: readType(reader)() });
  }
  return { procedure, parameters };
};

const ROW = 0xd1;

/** The rows of a bulk load: columns come first, as in an answer. */
export const readBulkLoad = (body: Buffer): readonly (readonly Value[])[] => {
  const reader = createReader(body);
  reader.skip(1);
  const columns = Array.from({ length: reader.u16() }, () => {
    reader.skip(6);
    const read = readType(reader);
    reader.shortText();
    return read;
  });
  const rows: Value[][] = [];
  while (reader.u8() === ROW) rows.push(columns.map((read) => read()));
  return rows;
};
