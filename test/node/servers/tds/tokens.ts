// Tokens of answers: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-tds/67b6113c-d722-42d1-902c-3f6e8de09173

export type Value = string | number | null;

const u8 = (value: number): Buffer => Buffer.from([value]);
const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => Buffer.concat([u32(value), u32(0)]);

/** With its length in characters, in one byte and in two. */
const shortText = (text: string): Buffer => Buffer.concat([u8(text.length), Buffer.from(text, 'utf16le')]);
const longText = (text: string): Buffer => Buffer.concat([u16(text.length), Buffer.from(text, 'utf16le')]);

const token = (type: number, ...parts: readonly Buffer[]): Buffer => Buffer.concat([u8(type), ...parts]);
const sized = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return token(type, u16(body.length), body);
};

const PROGRAM = 'in-process TDS';
const VERSION_7_4 = Buffer.from([0x74, 0, 0, 4]);

const loginAck = sized(0xad, u8(1), VERSION_7_4, shortText(PROGRAM), Buffer.from([16, 0, 0, 0]));

/** Latin, code page 1252. */
const COLLATION = Buffer.from([0x09, 0x04, 0xd0, 0x00, 0x34]);

const ENVIRONMENT = { database: 1, collation: 7 };
const environment = (type: number, value: Buffer): Buffer => sized(0xe3, u8(type), value, u8(0));

/** That the login is taken, and what holds from now on. */
export const loggedIn = (database: string): Buffer =>
  Buffer.concat([
    environment(ENVIRONMENT.database, shortText(database)),
    environment(ENVIRONMENT.collation, Buffer.concat([u8(COLLATION.length), COLLATION])),
    loginAck,
    done(0),
  ]);

const STATUS = { error: 0x02, count: 0x10 };

/** @param rows that were read or changed; undefined where the statement failed */
const doneWith = (type: number, rows: number | undefined): Buffer =>
  token(type, u16(rows === undefined ? STATUS.error : STATUS.count), u16(0), u64(rows ?? 0));
export const done = (rows: number | undefined): Buffer => doneWith(0xfd, rows);
export const doneProc = (rows: number | undefined): Buffer =>
  Buffer.concat([token(0x79, u32(0)), doneWith(0xfe, rows)]);

/** Severity 16: the fault is the client's. */
export const failure = (number: number, message: string): Buffer =>
  sized(0xaa, u32(number), u8(1), u8(16), longText(message), shortText(PROGRAM), shortText(''), u32(1));

const NULL_TEXT = 0xffff;
const INT = Buffer.concat([u8(0x26), u8(4)]);
const TEXT = Buffer.concat([u8(0xe7), u16(8_000), COLLATION]);

/** Of a column: whole numbers, else text. */
const typeOf = (value: Value | undefined): Buffer => (typeof value === 'number' ? INT : TEXT);
const encode = (value: Value): Buffer => {
  if (typeof value === 'number') return Buffer.concat([u8(4), u32(value)]);
  if (value === null) return u16(NULL_TEXT);
  const bytes = Buffer.from(value, 'utf16le');
  return Buffer.concat([u16(bytes.length), bytes]);
};

const NULLABLE = u16(1);
const describe = (name: string, value: Value | undefined): Buffer =>
  Buffer.concat([u32(0), NULLABLE, typeOf(value), shortText(name)]);

/** Columns and rows; nothing where there is no row. */
export const rowsOf = (rows: readonly Readonly<Record<string, Value>>[]): Buffer => {
  const [first] = rows;
  if (!first) return Buffer.alloc(0);
  const columns = Object.entries(first).map(([name, value]) => describe(name, value));
  return Buffer.concat([
    token(0x81, u16(columns.length), ...columns),
    ...rows.map((row) => token(0xd1, ...Object.values(row).map(encode))),
  ]);
};

/** The value of an output parameter. */
export const returnValue = (name: string, value: number): Buffer =>
  token(0xac, u16(0), shortText(`@${name}`), u8(1), u32(0), NULLABLE, INT, encode(value));

/** Version, and that nothing is encrypted. */
export const preLogin = ((): Buffer => {
  const option = (type: number, offset: number, length: number): Buffer =>
    Buffer.from([type, 0, offset, 0, length]);
  const NOT_ENCRYPTED = 2;
  const VERSION = Buffer.from([16, 0, 0, 0, 0, 0]);
  return Buffer.concat([option(0, 11, 6), option(1, 17, 1), u8(0xff), VERSION, u8(NOT_ENCRYPTED)]);
})();
