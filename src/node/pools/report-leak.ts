import { type Attributes, type Counter, logs, metrics, SeverityNumber } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { siteOfStacks } from '../insight/stack.ts';
import { POOL_NAME } from './pool-metrics.ts';
import type { Held, PoolWatch } from './pool-watch.ts';

let counter: Counter | undefined;

/** Most records of one place: the rest is in the count. */
const MAX_RECORDS = 3;
const MAX_PLACES = 1_000;
const records = new Map<string, number>();

/** Counts a connection that was not given back in time, and says who took it. */
export const reportLeak = ({ name }: PoolWatch, { sinceMillis, stack, context }: Held): void => {
  counter ??= metrics
    .getMeter('binnacle/database', VERSION)
    .createCounter('binnacle.database.connection_leaks', {
      unit: '{connection}',
      description: 'Connections that were taken from a pool and not given back in time',
    });
  const pool: Attributes = { [POOL_NAME]: name };
  counter.add(1, pool);
  const place = siteOfStacks(stack && { own: stack, pool: undefined })?.place;
  const key = `${name}\n${place}`;
  const told = records.get(key) ?? 0;
  if (told >= MAX_RECORDS || records.size >= MAX_PLACES) return;
  records.set(key, told + 1);
  const seconds = (performance.now() - sinceMillis) / 1_000;
  const where = place === undefined ? '' : `; it was taken at ${place}`;
  logs.getLogger('binnacle', VERSION).emit({
    eventName: 'binnacle.database.connection_leak',
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: `a connection of the pool ${name} has been held for ${seconds.toFixed(seconds < 10 ? 1 : 0)} s and was not given back${where}`,
    attributes: {
      ...pool,
      'binnacle.connection.held': seconds,
      ...(place !== undefined && { 'binnacle.connection.place': place }),
    },
    context,
  });
};
