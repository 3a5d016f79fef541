import { type Business, business } from '../business/business.ts';
import type { Kpi } from '../business/kpis.ts';
import { quietly } from '../load-chunk.ts';

const NAME = 'business.operation.name';
/** More names are not the names of functions. */
const MAX_NAMES = 500;

const names = new Set<string>();
let duration: Kpi | undefined;

const durationOf = (own: Business): Kpi => {
  duration ??= quietly(() => own.load<typeof import('../business/kpis.ts')>('./business/kpis.js')).kpiOf(
    own,
    'histogram',
    {
      name: 'business.operation.duration',
      unit: 's',
      help: 'How long functions and methods took that are monitored',
      labels: [NAME, 'error.type'],
    },
  );
  return duration;
};

const nameOf = (name: string): string => {
  if (names.has(name)) return name;
  if (names.size >= MAX_NAMES) return '{other}';
  names.add(name);
  return name;
};

const typeOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.name : '_OTHER');

/** @param error what it has thrown, where it has */
export const countOperation = (name: string, millis: number, error?: { readonly thrown: unknown }): void => {
  const own = business();
  if (!own?.settings.businessMetricsEnabled) return;
  const known = nameOf(name);
  durationOf(own).record(
    millis / 1_000,
    error ? { [NAME]: known, 'error.type': typeOf(error.thrown) } : { [NAME]: known },
  );
};
