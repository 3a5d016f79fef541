import { compareVersions } from './migrate/version.ts';
import type { ComponentKind } from './schema/schema.ts';

/** A component that the Collector had once. */
export interface RemovedComponent {
  readonly kind: ComponentKind;
  readonly type: string;
  /** The first version without it. */
  readonly since: string;
  /** What to use. */
  readonly instead: string;
}

/**
 * From the changelogs of the Collector and of its contributed components.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/CHANGELOG.md
 */
const REMOVED: readonly RemovedComponent[] = [
  { kind: 'exporters', type: 'jaeger', since: '0.86.0', instead: 'Jaeger takes OTLP: use the otlp exporter' },
  {
    kind: 'exporters',
    type: 'jaeger_thrift',
    since: '0.86.0',
    instead: 'Jaeger takes OTLP: use the otlphttp exporter',
  },
  {
    kind: 'exporters',
    type: 'tanzuobservability',
    since: '0.92.0',
    instead: 'send OTLP to what takes its place',
  },
  { kind: 'processors', type: 'servicegraph', since: '0.94.0', instead: 'use the connector of that name' },
  { kind: 'processors', type: 'spanmetrics', since: '0.96.0', instead: 'use the connector of that name' },
  { kind: 'exporters', type: 'f5cloud', since: '0.96.0', instead: 'send OTLP to what takes its place' },
  {
    kind: 'exporters',
    type: 'dynatrace',
    since: '0.99.0',
    instead: 'Dynatrace takes OTLP: use the otlphttp exporter',
  },
  {
    kind: 'exporters',
    type: 'skywalking',
    since: '0.105.0',
    instead: 'SkyWalking takes OTLP: use the otlp exporter',
  },
  {
    kind: 'extensions',
    type: 'memory_ballast',
    since: '0.109.0',
    instead: 'set the environment variable GOMEMLIMIT',
  },
  { kind: 'exporters', type: 'logging', since: '0.111.0', instead: 'use the debug exporter' },
  {
    kind: 'exporters',
    type: 'instana',
    since: '0.111.0',
    instead: 'Instana takes OTLP: use the otlp exporter',
  },
  {
    kind: 'exporters',
    type: 'loki',
    since: '0.131.0',
    instead: 'Loki 3 takes OTLP at /otlp: use the otlphttp exporter',
  },
  {
    kind: 'processors',
    type: 'routing',
    since: '0.133.0',
    instead: 'use the routing connector, which sends to pipelines and not to exporters',
  },
  {
    kind: 'receivers',
    type: 'opencensus',
    since: '0.134.0',
    instead: 'have the senders send OTLP, and use the otlp receiver',
  },
  {
    kind: 'exporters',
    type: 'opencensus',
    since: '0.134.0',
    instead: 'use the otlp exporter, with an endpoint that takes OTLP',
  },
  {
    kind: 'receivers',
    type: 'sapm',
    since: '0.135.0',
    instead: 'have the senders send OTLP, and use the otlp receiver',
  },
  {
    kind: 'exporters',
    type: 'carbon',
    since: '0.141.0',
    instead: 'have the backend take OTLP, or Prometheus remote write',
  },
  {
    kind: 'exporters',
    type: 'sapm',
    since: '0.148.0',
    instead: 'Splunk takes OTLP: use the otlp_http exporter',
  },
  { kind: 'receivers', type: 'k8slog', since: '0.148.0', instead: 'use the filelog receiver' },
];

/** Undefined where a version has the component still, and where it was never there. */
export const removedBefore = (
  version: string,
  kind: ComponentKind,
  type: string,
): RemovedComponent | undefined =>
  REMOVED.find(
    (each) => each.kind === kind && each.type === type && compareVersions(each.since, version) <= 0,
  );

/** What nothing takes the place of by itself, by the version without it. */
export const removedIn = (version: string, ...types: readonly string[]): readonly RemovedComponent[] =>
  REMOVED.filter(({ since, type }) => since === version && types.includes(type));
