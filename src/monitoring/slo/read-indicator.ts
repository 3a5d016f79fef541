import { HTTP_DURATION_BOUNDS_SECONDS } from '../../core/http-duration-bounds.ts';
import {
  fail,
  type Reader,
  readChoice,
  readMap,
  readText,
  shown,
  type Value,
} from '../../core/yaml/read-node.ts';
import { parseSelector } from './parse-selector.ts';
import type { CounterSelector, Indicator, RequestFilter } from './slo.ts';

const INDICATORS = ['availability', 'latency', 'ratio'] as const;

/** https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/#http-request-method */
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'QUERY',
  '_OTHER',
] as const;

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1 };

const written = (seconds: number): string =>
  seconds < 1 ? `${Number((seconds * 1000).toPrecision(6))}ms` : `${seconds}s`;

/** The bounds below and above a duration; the two lowest or highest where it is outside of all. */
const nearestBounds = (seconds: number): string => {
  const above = HTTP_DURATION_BOUNDS_SECONDS.findIndex((bound) => bound > seconds);
  const last = HTTP_DURATION_BOUNDS_SECONDS.length - 1;
  const upper = above === -1 ? last : Math.max(1, above);
  return HTTP_DURATION_BOUNDS_SECONDS.slice(upper - 1, upper + 1)
    .map(written)
    .join(' or ');
};

const readThreshold = (reader: Reader, value: Value | undefined): number | undefined => {
  const text = readText(reader, value, 'a duration such as 250ms or 2.5s', /^\d+(?:\.\d+)?(?:ms|s)$/);
  if (text === undefined || !value) return undefined;
  const [, count = '', unit = ''] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  const seconds = Number((Number(count) * (UNIT_SECONDS[unit] ?? 1)).toPrecision(10));
  if (HTTP_DURATION_BOUNDS_SECONDS.includes(seconds)) return seconds;
  return fail(
    reader,
    value,
    `${shown(text)} is no bound of the buckets, so what is faster cannot be counted; the nearest are ${nearestBounds(seconds)}`,
  );
};

const readFilter = (reader: Reader, entries: ReadonlyMap<string, Value>): RequestFilter => {
  const route = readText(reader, entries.get('route'), 'a route such as /orders/{id}', /^\/|^\*$/);
  const method = readChoice(reader, entries.get('method'), METHODS);
  return { ...(route !== undefined && { route }), ...(method !== undefined && { method }) };
};

const readSelector = (reader: Reader, value: Value | undefined): CounterSelector | undefined => {
  const text = readText(reader, value, 'a counter such as http_requests_total{code=~"5.."}');
  if (text === undefined || !value) return undefined;
  const parsed = parseSelector(text);
  return 'selector' in parsed ? parsed.selector : fail(reader, value, parsed.fault);
};

/** A ratio of `total` and one of `bad` and `good`. */
export const readRatio = (
  reader: Reader,
  value: Value,
  entries: ReadonlyMap<string, Value>,
): Indicator | undefined => {
  const part = entries.get('bad') ?? entries.get('good');
  if (!part) return fail(reader, value, '"bad" or "good" is missing');
  if (entries.has('bad') && entries.has('good'))
    return fail(reader, entries.get('good') as Value, 'is there beside bad; expected one of both');
  const counter = readSelector(reader, part);
  const total = readSelector(reader, entries.get('total'));
  if (!counter || !total) return undefined;
  if (counter.promql === total.promql)
    return fail(reader, part, 'is the same as total, so no event would be of the other kind');
  return entries.has('bad')
    ? { kind: 'ratio', bad: counter, total }
    : { kind: 'ratio', good: counter, total };
};

type Read = (reader: Reader, value: Value) => Indicator | undefined;

const READ: Readonly<Record<(typeof INDICATORS)[number], Read>> = {
  availability: (reader, value) => {
    const entries = readMap(reader, value, { known: ['route', 'method'] });
    return entries && { kind: 'availability', ...readFilter(reader, entries) };
  },
  latency: (reader, value) => {
    const entries = readMap(reader, value, {
      known: ['threshold', 'route', 'method'],
      required: ['threshold'],
    });
    if (!entries) return undefined;
    const filter = readFilter(reader, entries);
    const thresholdSeconds = readThreshold(reader, entries.get('threshold'));
    return thresholdSeconds === undefined ? undefined : { kind: 'latency', thresholdSeconds, ...filter };
  },
  ratio: (reader, value) => {
    const entries = readMap(reader, value, { known: ['bad', 'good', 'total'], required: ['total'] });
    return entries && readRatio(reader, value, entries);
  },
};

/** Exactly one of the indicators. */
export const readIndicator = (reader: Reader, value: Value | undefined): Indicator | undefined => {
  if (!value) return undefined;
  const entries = readMap(reader, value, { known: INDICATORS });
  if (!entries) return undefined;
  const [first, second] = entries;
  if (second) return fail(reader, second[1], `a second indicator; expected one of ${INDICATORS.join(', ')}`);
  if (!first)
    return reader.faults.some(({ message }) => message.startsWith(value.path))
      ? undefined
      : fail(reader, value, `is empty; expected one of ${INDICATORS.join(', ')}`);
  return READ[first[0] as keyof typeof READ](reader, first[1]);
};
