import { METRICS, type Metric, type Origin } from '../../src/monitoring/index.ts';
import { keyValues } from '../collector/otlp-request.ts';
import { nanos } from './otlp-metrics.ts';

/** Values of labels that queries choose by; every other label has one value of its own. */
const LABEL_VALUES: Readonly<Record<string, readonly string[]>> = {
  http_response_status_code: ['200', '404', '500'],
  error_type: ['500'],
  binnacle_error_handled: ['true', 'false'],
  span_kind: ['SPAN_KIND_SERVER', 'SPAN_KIND_CLIENT', 'SPAN_KIND_INTERNAL'],
  status_code: ['STATUS_CODE_UNSET', 'STATUS_CODE_ERROR'],
  span_name: ['seeded', 'documentLoad', 'GET'],
  mode: ['idle', 'user'],
  cpu: ['0', '1'],
  fstype: ['ext4'],
  db_client_connection_state: ['used', 'idle'],
  http_connection_state: ['active', 'idle'],
  sampled: ['true'],
  business_transaction_outcome: ['completed', 'abandoned'],
  state: ['active'],
  result: ['ok', 'err'],
  alertstate: ['firing'],
  severity: ['critical', 'warning'],
  browser_view_outcome: ['success', 'error'],
  browser_error_kind: ['uncaught'],
};

/** What the resource brings, and not the point. */
const OF_RESOURCE = ['job', 'instance', 'deployment_environment_name', 'service_version'];

/** The scrape jobs of prometheus.yml, by who measures. */
const JOBS: Readonly<Record<Origin, string>> = {
  SDK: 'orders',
  'Collector, from spans': 'orders',
  'Collector, from pages': 'shop-page',
  Collector: 'collector',
  Prometheus: 'prometheus',
  Alertmanager: 'alertmanager',
  Jaeger: 'jaeger',
  'node-exporter': 'node',
  'blackbox-exporter': 'probes',
  Prober: 'binnacle-probes',
};

const BOUNDS = [0.1, 0.25, 0.5, 1, 2.5];

const combinations = (labels: readonly string[]): Readonly<Record<string, string>>[] =>
  labels.reduce<Record<string, string>[]>(
    (all, label) =>
      all.flatMap((one) => (LABEL_VALUES[label] ?? ['seeded']).map((value) => ({ ...one, [label]: value }))),
    [{}],
  );

export interface Moment {
  readonly startMillis: number;
  readonly nowMillis: number;
  /** What counters have counted. */
  readonly count: number;
}

/** One metric with a point for each combination of its labels, under the name that Prometheus will store. */
export const asOtlp = (
  { prometheusName, type, labels }: Metric,
  { startMillis, nowMillis, count }: Moment,
): object => {
  const name = type === 'counter' ? prometheusName.replace(/_total$/, '') : prometheusName;
  const points = combinations(labels.filter((label) => !OF_RESOURCE.includes(label))).map((attributes) => ({
    attributes: keyValues(attributes),
    startTimeUnixNano: nanos(startMillis),
    timeUnixNano: nanos(nowMillis),
  }));
  if (type === 'gauge') {
    const asDouble = /_seen_seconds$/.test(name) ? nowMillis / 1_000 : 0.5;
    return { name, gauge: { dataPoints: points.map((point) => ({ ...point, asDouble })) } };
  }
  if (type === 'counter') {
    const dataPoints = points.map((point) => ({ ...point, asDouble: count }));
    return { name, sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints } };
  }
  const dataPoints = points.map((point) => ({
    ...point,
    count: String(count),
    sum: count * 0.2,
    explicitBounds: BOUNDS,
    bucketCounts: ['0', String(count), '0', '0', '0', '0'],
  }));
  return { name, histogram: { aggregationTemporality: 2, dataPoints } };
};

/** An OTLP request with every metric of the catalogue. */
export const seedRequest = (moment: Moment): object => ({
  resourceMetrics: Object.entries(JOBS).map(([origin, job]) => ({
    resource: {
      attributes: keyValues({
        ...(job === 'orders' && { 'service.namespace': 'shop', 'deployment.environment.name': 'test' }),
        'service.name': job,
        'service.version': '1.2.3',
        'service.instance.id': `${job}-seeded`,
      }),
    },
    scopeMetrics: [
      {
        scope: { name: 'seed' },
        metrics: Object.values<Metric>(METRICS)
          .filter((metric) => metric.origin === origin)
          .map((metric) => asOtlp(metric, moment)),
      },
    ],
  })),
});
