import type { AnyValue, Attributes, Resource, Scope, Span, SpanEvent } from '../../otlp/model.ts';

/** A point in time, in nanoseconds since 1970. */
export interface OttlTime {
  readonly what: 'time';
  readonly nanos: bigint;
}

export interface OttlDuration {
  readonly what: 'duration';
  readonly nanos: bigint;
}

/** A trace id or span id, which equals only another of its kind. */
export interface OttlId {
  readonly what: 'trace id' | 'span id';
  readonly hex: string;
}

/** The events or links of a span: they can be counted. */
export interface OttlItems {
  readonly what: 'items';
  readonly count: number;
}

export type OttlValue = AnyValue | OttlTime | OttlDuration | OttlId | OttlItems;

/** What a condition is asked about. */
export interface OttlSubject {
  readonly resource: Resource;
  readonly resourceSchemaUrl: string;
  readonly scope?: Scope;
  readonly scopeSchemaUrl?: string;
  readonly span?: Span;
  readonly event?: SpanEvent;
}

export type Getter = (subject: OttlSubject) => OttlValue;

/** A condition or a part of it cannot be evaluated here; the message names it. */
export class CannotEvaluate extends Error {
  override readonly name = 'CannotEvaluate';
}

/** What the Collector meets as an error when it evaluates, and treats by `error_mode`. */
export class OttlError extends Error {
  override readonly name = 'OttlError';
}

/** The error that functions such as IsString look for. */
export class OttlTypeError extends OttlError {}

export const isTagged = (value: OttlValue): value is OttlTime | OttlDuration | OttlId | OttlItems =>
  typeof value === 'object' && 'what' in value;

export const isMap = (value: OttlValue): value is Attributes => value instanceof Map;
export const isBytes = (value: OttlValue): value is Uint8Array => value instanceof Uint8Array;
export const isList = (value: OttlValue): value is readonly AnyValue[] => Array.isArray(value);

/** What a value is, in the words of messages. */
export const kindOf = (value: OttlValue): string => {
  if (value === undefined) return 'nil';
  if (isTagged(value)) return value.what;
  if (isMap(value)) return 'map';
  if (isBytes(value)) return 'bytes';
  if (isList(value)) return 'list';
  return { bigint: 'int', number: 'float' }[typeof value as string] ?? typeof value;
};
