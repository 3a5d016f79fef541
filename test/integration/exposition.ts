import { METRICS, type Metric, type Origin } from '../../src/monitoring/index.ts';
import { storedNames } from '../monitoring/metric-names.ts';

interface Exposed {
  readonly type: string;
  readonly labels: ReadonlySet<string>;
}

/** The names, types and labels of a page for Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const readExposition = (text: string): ReadonlyMap<string, Exposed> => {
  const types = new Map<string, string>();
  const exposed = new Map<string, { type: string; labels: Set<string> }>();
  for (const line of text.split('\n')) {
    const [, family, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (family && type) types.set(family, type);
    const [, name, inBraces = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (!name) continue;
    const isPart = types.get(name) === undefined;
    const found = exposed.get(name) ?? {
      type: types.get(isPart ? name.replace(/_(?:bucket|count|sum)$/, '') : name) ?? 'untyped',
      labels: new Set<string>(),
    };
    exposed.set(name, found);
    for (const [, label] of inBraces.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) if (label) found.labels.add(label);
  }
  return exposed;
};

/** Prometheus adds them when it scrapes. */
const OF_THE_SCRAPE = ['job', 'instance'];

/** What the catalogue says of an origin's metrics and these do not have, one line each. */
export const missingFrom = (
  exposed: ReadonlyMap<string, Exposed>,
  metrics: readonly Metric[],
): readonly string[] =>
  metrics.flatMap((metric) =>
    storedNames(metric).flatMap((name) => {
      const found = exposed.get(name);
      if (!found) return [`${name} is not there`];
      return [
        ...(found.type === metric.type ? [] : [`${name} is a ${found.type} and no ${metric.type}`]),
        ...metric.labels
          .filter((label) => !OF_THE_SCRAPE.includes(label) && !found.labels.has(label))
          .map((label) => `${name} has no label ${label}`),
      ];
    }),
  );

/** What Prometheus itself writes into its store, and is on nobody's page. */
export const OF_THE_STORE = /^(?:up|scrape_.*|ALERTS.*)$/;

export const metricsOf = (origin: Origin): readonly Metric[] =>
  Object.values<Metric>(METRICS).filter((metric) => metric.origin === origin);
