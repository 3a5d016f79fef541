import { type Counter, logs, metrics, SeverityNumber } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import { siteOfStacks } from '../insight/stack.ts';
import type { Held, LeakKind, LeakSource } from './leak-kind.ts';

const counters = new Map<LeakKind, Counter>();

/** Most records of one place: the rest is in the count. */
const MAX_RECORDS = 3;
const MAX_PLACES = 1_000;
const records = new Map<string, number>();

const counterOf = (kind: LeakKind): Counter => {
  const known = counters.get(kind);
  if (known) return known;
  const { meter, counter, description } = kind;
  const made = metrics.getMeter(meter, VERSION).createCounter(counter, { unit: '{connection}', description });
  counters.set(kind, made);
  return made;
};

/** Counts a connection that was not given back in time, and says who took it. */
export const reportLeak = ({ name, kind, attributes }: LeakSource, held: Held): void => {
  counterOf(kind).add(1, attributes);
  const { stack, context } = held;
  const place = siteOfStacks(stack && { own: stack, pool: undefined })?.place;
  const key = `${kind.eventName}\n${name}\n${place}`;
  const told = records.get(key) ?? 0;
  if (told >= MAX_RECORDS || records.size >= MAX_PLACES) return;
  records.set(key, told + 1);
  const seconds = (performance.now() - held.sinceMillis) / 1_000;
  const where = place === undefined ? '' : `; it was ${kind.gotten} at ${place}`;
  logs.getLogger('binnacle', VERSION).emit({
    eventName: kind.eventName,
    severityNumber: SeverityNumber.WARN,
    severityText: 'WARN',
    body: `${kind.what(name)} has been held for ${seconds.toFixed(seconds < 10 ? 1 : 0)} s and ${kind.why}${where}`,
    attributes: {
      ...attributes,
      'binnacle.connection.held': seconds,
      ...(place !== undefined && { 'binnacle.connection.place': place }),
    },
    context,
  });
};
