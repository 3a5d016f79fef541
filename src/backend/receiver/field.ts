// The vocabulary of the OTLP schema: a message is a record of fields, each with its protobuf number.
// One table serves protobuf and JSON, whose names are the protobuf names in lowerCamelCase.

export type ScalarKind =
  | 'string'
  | 'bytes'
  | 'hex'
  | 'bool'
  | 'int32'
  | 'sint32'
  | 'int64'
  | 'uint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed64'
  | 'nanos'
  | 'double';

export interface Field<T> {
  readonly number: number;
  readonly kind: ScalarKind | 'message';
  readonly repeated: boolean;
  /** A function, because AnyValue contains itself. */
  readonly message?: () => Message;
  /** Counts as one level of nesting. */
  readonly nests?: true;
  /** Only for the compiler: what a decoder returns for this field. */
  readonly type?: T;
}

export interface Message {
  // biome-ignore lint/suspicious/noExplicitAny: a field of any type, which the compiler reads back with Decoded
  readonly [name: string]: Field<any>;
}

/** What decoding a message gives: absent fields are undefined. */
export type Decoded<M> = { readonly [K in keyof M]?: M[K] extends Field<infer T> ? T : never };

const scalar =
  <T>(kind: ScalarKind) =>
  (number: number): Field<T> => ({ number, kind, repeated: false });

export const string = scalar<string>('string');
/** Comes out as base64, in both encodings. */
export const bytes = scalar<string>('bytes');
/** Bytes in protobuf, hexadecimal digits in OTLP/JSON. */
export const hex = scalar<string>('hex');
export const bool = scalar<boolean>('bool');
export const int32 = scalar<number>('int32');
export const sint32 = scalar<number>('sint32');
/** A number where it is exact, else a bigint. */
export const int64 = scalar<number | bigint>('int64');
export const uint64 = scalar<number>('uint64');
export const fixed32 = scalar<number>('fixed32');
export const fixed64 = scalar<number>('fixed64');
export const sfixed64 = scalar<number>('sfixed64');
/** Nanoseconds since 1970. */
export const nanos = scalar<bigint>('nanos');
export const double = scalar<number>('double');

export const message = <M extends Message>(number: number, shape: M): Field<Decoded<M>> => ({
  number,
  kind: 'message',
  repeated: false,
  message: () => shape,
});

export const lazyMessage = <T>(number: number, shape: () => Message): Field<T> => ({
  number,
  kind: 'message',
  repeated: false,
  message: shape,
});

/** A message that can contain itself: the decoders limit its depth. */
export const nested = <T>(number: number, shape: () => Message): Field<T> => ({
  ...lazyMessage<T>(number, shape),
  nests: true,
});

export const repeated = <T>(field: Field<T>): Field<readonly T[]> => ({
  number: field.number,
  kind: field.kind,
  repeated: true,
  ...(field.message && { message: field.message }),
  ...(field.nests && { nests: field.nests }),
});
