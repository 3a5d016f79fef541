import { isSensitiveKey } from './keys.ts';
import type { RedactionRule } from './rule.ts';
import { rules as defaultRules } from './rules.generated.ts';
import { createTextRedactor, REDACTED } from './text.ts';
import { redactQuery, redactUrl } from './url.ts';

export interface RedactionPolicy {
  /** The rules to apply instead of all of Binnacle's. */
  readonly rules?: readonly RedactionRule[];
}

export interface LogParts {
  readonly body?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Removes personal data and secrets. Pure and synchronous; nothing throws. Each method returns the very same
 * value where it finds nothing, so that a caller can compare and skip copies.
 */
export interface Redactor {
  /** Free text: a span name, a log body, an exception message. */
  text(value: string): string;
  /** A URL, or a path with a query. */
  url(value: string): string;
  /** The value of an HTTP header. */
  header(name: string, value: string): string;
  attributes<T extends object>(record: T): T;
  log<T extends LogParts>(record: T): T;
}

/** Deepest nesting of maps and arrays that is looked into; what lies deeper is removed. */
const MAX_DEPTH = 16;

/** Attributes that hold a URL. https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/ */
const URL_KEYS = new Set([
  'url.full',
  'url.original',
  'url.path',
  'http.url',
  'http.target',
  'http.request.header.referer',
  'http.request.header.location',
  'http.response.header.location',
]);
const QUERY_KEYS = new Set(['url.query', 'url.fragment']);

const isPlainObject = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

export const createRedactor = (policy: RedactionPolicy = {}): Redactor => {
  const text = createTextRedactor(policy.rules ?? defaultRules);
  const url = (value: string): string => redactUrl(value, text);

  const stringOf = (key: string, value: string): string => {
    if (URL_KEYS.has(key)) return url(value);
    if (QUERY_KEYS.has(key)) return redactQuery(value, text);
    return text(value);
  };

  const list = (key: string, values: readonly unknown[], depth: number): readonly unknown[] => {
    let copy: unknown[] | undefined;
    for (let i = 0; i < values.length; i++) {
      const clean = cleanValue(key, values[i], depth);
      if (clean !== values[i]) {
        copy ??= values.slice();
        copy[i] = clean;
      }
    }
    return copy ?? values;
  };

  const map = (
    record: Readonly<Record<string, unknown>>,
    depth: number,
  ): Readonly<Record<string, unknown>> => {
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(record)) {
      const value = record[key];
      const clean = isSensitiveKey(key) && !isEmpty(value) ? REDACTED : cleanValue(key, value, depth);
      const cleanKey = text(key);
      if (clean === value && cleanKey === key) continue;
      copy ??= { ...record };
      if (cleanKey !== key) delete copy[key];
      copy[cleanKey] = clean;
    }
    return copy ?? record;
  };

  const cleanValue = (key: string, value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return stringOf(key, value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (depth >= MAX_DEPTH) return REDACTED;
    if (Array.isArray(value)) return list(key, value, depth + 1);
    return isPlainObject(value) ? map(value as Record<string, unknown>, depth + 1) : value;
  };

  return {
    text,
    url,
    header: (name, value) =>
      isSensitiveKey(name) ? REDACTED : URL_HEADERS.has(name) ? url(value) : text(value),
    attributes: (record) => map(record as Record<string, unknown>, 0) as typeof record,
    log: (record) => {
      const body = cleanValue('', record.body, 0);
      const attributes = record.attributes && map(record.attributes, 0);
      return body === record.body && attributes === record.attributes
        ? record
        : { ...record, body, attributes };
    },
  };
};

const URL_HEADERS = new Set(['referer', 'location', 'content-location']);

/** Nothing to hide, and a mark would say that there was something. */
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
