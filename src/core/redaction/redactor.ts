import { isSensitiveKey, QUERY_KEYS, remember, URL_KEYS } from './keys.ts';
import { mapChanged } from './map-changed.ts';
import { DEFAULT_ACTIONS, type RedactionPolicy } from './policy.ts';
import { rules } from './rules.generated.ts';
import { createTextRedactor, masked, REDACTED } from './text.ts';
import { redactQuery, redactUrl } from './url.ts';

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

/** Most maps and arrays of one record that are looked into; what comes after them is removed. */
const MAX_CONTAINERS = 10_000;

const urlKeys = new Set(URL_KEYS);
const queryKeys = new Set(QUERY_KEYS);

/** The way from a record to the value that is looked at. */
interface Walk {
  /** The maps and arrays around the value; one that turns up again is a cycle, and is removed. */
  readonly open: object[];
  containers: number;
}

export const createRedactor = (policy: RedactionPolicy = {}): Redactor => {
  const actions = { ...DEFAULT_ACTIONS, ...policy.rules };
  const text = createTextRedactor(rules.filter(({ id }) => actions[id] !== 'keep').map(masked));
  const cleanKeys = new Map<string, string>();
  const cleanKeyOf = (key: string): string => cleanKeys.get(key) ?? remember(cleanKeys, key, text(key));
  const url = (value: string): string => redactUrl(value, text);

  const stringOf = (key: string, value: string): string => {
    if (urlKeys.has(key)) return url(value);
    if (queryKeys.has(key)) return redactQuery(value, text);
    return text(value);
  };

  const map = (record: Readonly<Record<string, unknown>>, walk: Walk): Readonly<Record<string, unknown>> => {
    let copy: Record<string, unknown> | undefined;
    for (const key of Object.keys(record)) {
      const value = record[key];
      const clean = isSensitiveKey(key) && !isEmpty(value) ? REDACTED : cleanValue(key, value, walk);
      const cleanKey = cleanKeyOf(key);
      if (Object.is(clean, value) && cleanKey === key) continue;
      copy ??= { ...record };
      if (cleanKey !== key) delete copy[key];
      copy[cleanKey] = clean;
    }
    return copy ?? record;
  };

  /** Looks into everything that an exporter would write out: arrays, and the own properties of any object. */
  const cleanValue = (key: string, value: unknown, walk: Walk): unknown => {
    if (typeof value === 'string') return stringOf(key, value);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (walk.open.length >= MAX_DEPTH || walk.containers >= MAX_CONTAINERS || walk.open.includes(value))
      return REDACTED;
    walk.containers++;
    walk.open.push(value);
    const clean = Array.isArray(value)
      ? mapChanged(value as unknown[], (item) => cleanValue(key, item, walk))
      : map(value as Record<string, unknown>, walk);
    walk.open.pop();
    return clean;
  };

  const attributes = <T extends object>(record: T): T =>
    map(record as Record<string, unknown>, { open: [record], containers: 1 }) as T;

  return {
    text,
    url,
    header: (name, value) =>
      isSensitiveKey(name) ? REDACTED : URL_HEADERS.has(name.toLowerCase()) ? url(value) : text(value),
    attributes,
    log: (record) => {
      const body = cleanValue('', record.body, { open: [], containers: 0 });
      const clean = record.attributes && attributes(record.attributes);
      return body === record.body && clean === record.attributes
        ? record
        : { ...record, body, attributes: clean };
    },
  };
};

const URL_HEADERS = new Set(['referer', 'location', 'content-location']);

/** Nothing to hide, and a mark would say that there was something. */
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';
