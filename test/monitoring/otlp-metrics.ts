import { keyValues } from '../collector/otlp-request.ts';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

export const nanos = (millis: number): string => `${BigInt(Math.round(millis)) * 1_000_000n}`;

const request = (instance: string, metrics: readonly object[]): object => ({
  resourceMetrics: [
    {
      resource: {
        attributes: keyValues({
          'service.namespace': 'shop',
          'service.name': 'orders',
          'service.instance.id': instance,
          'deployment.environment.name': 'test',
        }),
      },
      scopeMetrics: [{ scope: { name: 'test' }, metrics }],
    },
  ],
});

/** The durations of so many requests that succeeded, each in 5 to 10 ms, and that failed. */
export const durations = (given: {
  instance: string;
  startedSecondsAgo: number;
  ok: number;
  failed: number;
}): object => {
  const now = Date.now();
  const point = (status: number, count: number): object => ({
    attributes: keyValues({
      'http.request.method': 'GET',
      'http.route': '/orders/{id}',
      'http.response.status_code': status,
    }),
    startTimeUnixNano: nanos(now - given.startedSecondsAgo * 1_000),
    timeUnixNano: nanos(now),
    count: String(count),
    sum: count * 0.007,
    explicitBounds: [0.005, 0.01, 0.025, 0.25, 1],
    bucketCounts: ['0', String(count), '0', '0', '0', '0'],
  });
  const histogram = {
    aggregationTemporality: 2,
    dataPoints: [point(200, given.ok), point(500, given.failed)],
  };
  return request(given.instance, [{ name: 'http.server.request.duration', unit: 's', histogram }]);
};

/** What the Collector's span metrics connector sends for server spans. */
export const spanDurations = ({ instance }: { instance: string }): object => {
  const now = Date.now();
  const point = {
    attributes: keyValues({ 'service.name': 'orders', 'span.kind': 'SPAN_KIND_SERVER', 'span.name': 'GET' }),
    startTimeUnixNano: nanos(now - 2_000),
    timeUnixNano: nanos(now),
    count: '5',
    sum: 0.03,
    explicitBounds: [0.004, 0.006, 0.008],
    bucketCounts: ['0', '5', '0', '0'],
    exemplars: [{ timeUnixNano: nanos(now), asDouble: 0.005, traceId: TRACE_ID, spanId: 'b7ad6b7169203331' }],
  };
  const histogram = { aggregationTemporality: 2, dataPoints: [point] };
  return request(instance, [{ name: 'traces.span.metrics.duration', unit: 's', histogram }]);
};

export const gauges = ({ instance }: { instance: string }): object => {
  const gauge = (value: number): object => ({
    dataPoints: [{ timeUnixNano: nanos(Date.now()), asDouble: value }],
  });
  return request(instance, [
    { name: 'nodejs.eventloop.delay.p99', unit: 's', gauge: gauge(0.012) },
    { name: 'nodejs.eventloop.utilization', unit: '1', gauge: gauge(0.2) },
  ]);
};
