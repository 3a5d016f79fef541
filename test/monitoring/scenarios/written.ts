import { METRICS, type Metric } from '../../../src/monitoring/index.ts';
import { recording as heap, heapFloor } from '../../../src/monitoring/recordings/heap.ts';
import { keyValues } from '../../collector/otlp-request.ts';
import { nanos } from '../otlp-metrics.ts';

/** A gauge of a service that does not run: only its metrics are there. */
export interface WrittenGauge {
  readonly metric: Metric;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
}

export const POOL_SERVICE = 'orders-pool';
export const LEAK_SERVICE = 'orders-leak';
const INSTANCE = 'a';

/** Sends gauges as a service of this name would. */
export const writeGauges = async (
  otlpUrl: string,
  service: string,
  gauges: readonly WrittenGauge[],
): Promise<void> => {
  const timeUnixNano = nanos(Date.now());
  const metrics = gauges.map(({ metric: { name, unit }, attributes, value }) => ({
    name,
    unit,
    gauge: { dataPoints: [{ attributes: keyValues(attributes), timeUnixNano, asDouble: value }] },
  }));
  const resource = { attributes: keyValues({ 'service.name': service, 'service.instance.id': INSTANCE }) };
  await fetch(`${otlpUrl}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }),
  })
    .then((response) => response.arrayBuffer())
    // The Collector is away in one of the scenarios.
    .catch(() => {});
};

export const waitingFor = (requests: number): WrittenGauge[] => [
  {
    metric: METRICS.dbConnectionPendingRequests,
    attributes: { 'db.client.connection.pool.name': 'orders' },
    value: requests,
  },
];

export const heapOf = (bytes: number): WrittenGauge[] => [
  { metric: METRICS.heapUsed, attributes: { 'v8js.heap.space.name': 'old_space' }, value: bytes },
];

const FIRST_BYTES = 120e6;
/** Of what was there an hour before. */
const GROWTH_AN_HOUR = 1.5;
export const LEAK_HOURS = 5;

/** What leaks into a heap so many hours after its start. */
export const leakedBytes = (hours: number): number => FIRST_BYTES * GROWTH_AN_HOUR ** hours;

/** OpenMetrics text of what the rules of the heap have recorded of a leak, in hours that are so much shorter. */
export const leakHistory = (factor: number, endSeconds: number): string => {
  const hourSeconds = 3_600 / factor;
  const labels = `{job="${LEAK_SERVICE}",instance="${INSTANCE}"}`;
  const lines = heap.rules.flatMap(({ metric }) => {
    const name = metric.prometheusName;
    const late = name === heapFloor.metric.prometheusName ? 1 : 0;
    const samples: string[] = [];
    for (let second = 0; second < LEAK_HOURS * hourSeconds; second += 2)
      samples.push(
        `${name}${labels} ${leakedBytes(second / hourSeconds - late)} ${endSeconds - LEAK_HOURS * hourSeconds + second}`,
      );
    return [`# TYPE ${name} gauge`, ...samples];
  });
  return [...lines, '# EOF', ''].join('\n');
};

/** The text of a node-exporter with one disk, of which so much is left. */
export const diskText = (share: number): string => {
  const labels = '{device="/dev/vda1",fstype="ext4",mountpoint="/"}';
  return [
    '# TYPE node_filesystem_avail_bytes gauge',
    `node_filesystem_avail_bytes${labels} ${share * 1e11}`,
    '# TYPE node_filesystem_size_bytes gauge',
    `node_filesystem_size_bytes${labels} 1e+11`,
    '',
  ].join('\n');
};
