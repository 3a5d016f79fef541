import { type Attributes, type Counter, logs, metrics, SeverityNumber } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { parameterTypes } from '../../core/insight/parameter-types.ts';
import type { Settings } from '../../core/settings/index.ts';
import { VERSION } from '../../core/version.ts';
import { summaryOf } from '../database/summary-of.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { createRecordLimit } from './record-limit.ts';
import type { SlowOperation } from './slow-queries.ts';
import { siteOfStacks } from './stack.ts';

let counter: Counter | undefined;
const limit = createRecordLimit();

const KINDS = ['db.system.name', 'db.namespace', 'db.query.summary'] as const;
/** Of the span, in the record. */
const TOLD = [
  ...KINDS,
  'db.operation.name',
  'db.collection.name',
  'db.query.text',
  'db.response.status_code',
  'error.type',
  'server.address',
  'server.port',
] as const;

const pick = (attributes: Attributes, keys: readonly string[]): Attributes =>
  Object.fromEntries(
    keys.flatMap((key) => (attributes[key] === undefined ? [] : [[key, attributes[key]]])),
  ) as Attributes;

const count = ({ attributes, reason }: SlowOperation): void => {
  counter ??= metrics.getMeter('binnacle/database', VERSION).createCounter('binnacle.database.slow_queries', {
    unit: '{query}',
    description: 'Operations that took longer than the limit, or than is usual for one of their kind',
  });
  counter.add(1, {
    ...pick(attributes, KINDS),
    'db.query.summary': summaryOf(attributes),
    'binnacle.slow_query.reason': reason,
  });
};

const routeOf = (slow: SlowOperation): Attributes => {
  const metadata = getRPCMetadata(slow.context());
  return metadata?.type === RPCType.HTTP && metadata.route ? { 'http.route': metadata.route } : {};
};

const inMillis = (millis: number): string => `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;

/** Counts a slow operation, writes a log record of it, and has its plan looked at where that is asked for. */
export const reportSlow = (slow: SlowOperation, settings: Settings, load: LoadChunk): void => {
  count(slow);
  const { attributes, millis, limitMillis, usualMillis, reason, parameters, rows, stacks } = slow;
  const summary = summaryOf(attributes);
  const leftOut = limit.leftOutBefore(
    `${String(attributes['db.system.name'])} ${summary}`,
    performance.now(),
  );
  if (leftOut === undefined) return;
  const place = siteOfStacks(stacks)?.place;
  const usual = usualMillis === undefined ? '' : `, usually ${inMillis(usualMillis)}`;
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'binnacle.database.slow_query',
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: `"${summary}" took ${inMillis(millis)}${usual}${place === undefined ? '' : `, asked at ${place}`}`,
    attributes: {
      ...pick(attributes, TOLD),
      'db.query.summary': summary,
      'binnacle.slow_query.duration': millis / 1_000,
      'binnacle.slow_query.limit': limitMillis / 1_000,
      'binnacle.slow_query.reason': reason,
      ...(usualMillis !== undefined && { 'binnacle.slow_query.usual': usualMillis / 1_000 }),
      ...(place !== undefined && { 'binnacle.slow_query.place': place }),
      ...(rows !== undefined && { 'db.response.returned_rows': rows }),
      ...(parameters && { 'binnacle.slow_query.parameter_types': [...parameterTypes(parameters)] }),
      ...(leftOut > 0 && { 'binnacle.slow_query.left_out': leftOut }),
      ...routeOf(slow),
    },
    context: slow.context(),
  });
  if (settings.explainUrls.length === 0) return;
  const { explainSlow } = load<typeof import('../explain/explain-slow.ts')>('./explain/explain-slow.js');
  explainSlow(slow, summary, settings);
};
