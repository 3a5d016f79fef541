import { randomBytes } from 'node:crypto';
import { type Probe, targetOf } from '../../../monitoring/index.ts';
import type { Checked } from './check.ts';
import { keyValues, type MetricPoint, nanos } from './otlp.ts';

/** The default of the semantic conventions for durations, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** One check, and the span that stands for it. */
export interface Check {
  readonly probe: Probe;
  readonly checked: Checked;
  readonly traceId: string;
  readonly spanId: string;
  readonly startMillis: number;
  readonly seconds: number;
}

export const newSpan = (): { traceId: string; spanId: string; traceparent: string } => {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
};

const labelsOf = (probe: Probe) => ({ probe: probe.id, owner: probe.owner, target: targetOf(probe) });

export const spanOf = ({ probe, checked, traceId, spanId, startMillis, seconds }: Check): object => ({
  traceId,
  spanId,
  name: `probe ${probe.id}`,
  kind: 3,
  startTimeUnixNano: nanos(startMillis),
  endTimeUnixNano: nanos(startMillis + seconds * 1_000),
  attributes: keyValues({
    ...labelsOf(probe),
    ...(probe.http && { 'http.request.method': probe.http.method, 'url.full': probe.http.url }),
    ...(checked.httpStatus !== undefined && { 'http.response.status_code': checked.httpStatus }),
    ...(!checked.ok && { 'error.type': checked.httpStatus ? String(checked.httpStatus) : 'probe_failed' }),
  }),
  status: checked.ok ? {} : { code: 2, message: checked.fault },
});

interface Histogram {
  readonly labels: Readonly<Record<string, string>>;
  readonly buckets: number[];
  sum: number;
  exemplar: object;
}

/** What is counted over all checks, as points of metrics. */
export const createMeasurements = (startMillis: number) => {
  const last = new Map<string, Check>();
  const histograms = new Map<string, Histogram>();

  const add = (one: Check): void => {
    const { probe, checked, seconds, traceId, spanId, startMillis: at } = one;
    last.set(probe.id, one);
    const outcome = checked.ok ? 'success' : 'failure';
    const key = `${probe.id} ${outcome}`;
    const histogram = histograms.get(key) ?? {
      labels: { ...labelsOf(probe), outcome },
      buckets: Array.from({ length: BOUNDS.length + 1 }, () => 0),
      sum: 0,
      exemplar: {},
    };
    const found = BOUNDS.findIndex((bound) => seconds <= bound);
    const index = found < 0 ? BOUNDS.length : found;
    histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
    histogram.sum += seconds;
    histogram.exemplar = {
      timeUnixNano: nanos(at + seconds * 1_000),
      asDouble: seconds,
      traceId,
      spanId,
    };
    histograms.set(key, histogram);
  };

  const gauge = (
    name: string,
    unit: string,
    now: string,
    measure: (check: Check) => number | undefined,
  ): MetricPoint[] => {
    const dataPoints = [...last.values()].flatMap((one) => {
      const value = measure(one);
      return value === undefined
        ? []
        : [{ attributes: keyValues(labelsOf(one.probe)), timeUnixNano: now, asDouble: value }];
    });
    return dataPoints.length > 0 ? [{ name, unit, gauge: { dataPoints } }] : [];
  };

  const metrics = (nowMillis: number): MetricPoint[] => {
    const now = nanos(nowMillis);
    return [
      ...gauge('probe_success', '', now, ({ checked }) => (checked.ok ? 1 : 0)),
      ...gauge('probe_duration_seconds', 's', now, ({ seconds }) => seconds),
      ...gauge('probe_ssl_earliest_cert_expiry', '', now, ({ checked }) => checked.certificateExpiry),
      ...gauge('probe_http_status_code', '', now, ({ probe, checked }) =>
        probe.http ? (checked.httpStatus ?? 0) : undefined,
      ),
      {
        name: 'probe_check_duration',
        unit: 's',
        histogram: {
          aggregationTemporality: 2,
          dataPoints: [...histograms.values()].map(({ labels, buckets, sum, exemplar }) => ({
            attributes: keyValues(labels),
            startTimeUnixNano: nanos(startMillis),
            timeUnixNano: now,
            count: String(buckets.reduce((all, one) => all + one, 0)),
            sum,
            explicitBounds: BOUNDS,
            bucketCounts: buckets.map(String),
            exemplars: [exemplar],
          })),
        },
      },
    ];
  };
  return { add, metrics };
};
