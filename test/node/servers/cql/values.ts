/** Everything is text here. */
export type Value = string | null;

const VARCHAR = 0x0d;
const HAS_GLOBAL_TABLE = 1;
const HAS_NO_METADATA = 4;

export const short = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
export const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
export const text = (value: string): Buffer =>
  Buffer.concat([short(Buffer.byteLength(value)), Buffer.from(value)]);

const encode = (value: Value): Buffer =>
  value === null ? int(-1) : Buffer.concat([int(Buffer.byteLength(value)), Buffer.from(value)]);
const columns = (names: readonly string[]): Buffer =>
  Buffer.concat([text('shop'), text('users'), ...names.flatMap((name) => [text(name), short(VARCHAR)])]);

const KINDS = { nothing: 1, rows: 2, keyspace: 3, prepared: 4 };

export const nothing = int(KINDS.nothing);
export const keyspace = (name: string): Buffer => Buffer.concat([int(KINDS.keyspace), text(name)]);
export const rowsOf = (names: readonly string[], rows: readonly (readonly Value[])[]): Buffer =>
  Buffer.concat([
    ...[KINDS.rows, HAS_GLOBAL_TABLE, names.length].map(int),
    columns(names),
    int(rows.length),
    ...rows.flat().map(encode),
  ]);
/** @param names of the parameters */
export const preparedAs = (id: string, names: readonly string[]): Buffer =>
  Buffer.concat([
    int(KINDS.prepared),
    text(id),
    ...[HAS_GLOBAL_TABLE, names.length, 0].map(int),
    columns(names),
    ...[HAS_NO_METADATA, 0].map(int),
  ]);

/** Reads a body from its begin. */
export const createReader = (bytes: Buffer) => {
  let at = 0;
  const take = (length: number): Buffer => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const reader = {
    byte: () => take(1).readUInt8(),
    short: () => take(2).readUInt16BE(),
    text: () => take(reader.short()).toString(),
    longText: () => take(take(4).readInt32BE()).toString(),
    value: (): Value => {
      const length = take(4).readInt32BE();
      return length < 0 ? null : take(length).toString();
    },
    values: (): readonly Value[] => Array.from({ length: reader.short() }, reader.value),
  };
  return reader;
};
export type Reader = ReturnType<typeof createReader>;
