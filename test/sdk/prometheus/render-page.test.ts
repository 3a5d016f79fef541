import { expect, test } from '@jest/globals';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { type PageOptions, renderPage } from '../../../src/sdk/prometheus/render-page.ts';

class Reader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  }
  async onForceFlush(): Promise<void> {}
  async onShutdown(): Promise<void> {}
}

const collect = async (measure: (meter: ReturnType<MeterProvider['getMeter']>) => void) => {
  const reader = new Reader();
  const resource = resourceFromAttributes({ 'service.name': 'shop "x"', 'host.name': 'h' });
  measure(new MeterProvider({ resource, readers: [reader] }).getMeter('scope', '1'));
  return (await reader.collect()).resourceMetrics;
};

const render = (metrics: Awaited<ReturnType<typeof collect>>, options: PageOptions = {}) => {
  const conflicts: string[] = [];
  return { page: renderPage(metrics, options, (name) => conflicts.push(name)), conflicts };
};

test('escapes, sorts and joins', async () => {
  const metrics = await collect((meter) => {
    const gauge = meter.createGauge('heat', { unit: 'Cel', description: 'back\\slash\nline' });
    gauge.record(Number.NEGATIVE_INFINITY, { 'a.b': 'q"\\\n', 'a b': 2, z: [1], y: true });
  });
  expect(render(metrics, { withoutTargetInfo: true, withoutScopeInfo: true }).page).toBe(
    '# HELP heat_celsius back\\\\slash\\nline\n# TYPE heat_celsius gauge\nheat_celsius{a_b="2;q\\"\\\\\\n",y="true",z="[1]"} -Inf\n',
  );
});

test('tells the resource and the scope, and gives labels of the resource to each series', async () => {
  const metrics = await collect((meter) => meter.createCounter('work').add(1));
  const { page } = render(metrics, { withResourceConstantLabels: /^service\./ });
  expect(page).toContain('target_info{host_name="h",service_name="shop \\"x\\""} 1\n');
  expect(page).toContain(
    'work_total{service_name="shop \\"x\\"",otel_scope_name="scope",otel_scope_version="1"} 1\n',
  );
});

test('leaves out a metric that has the name of one of another kind', async () => {
  const metrics = await collect((meter) => {
    meter.createCounter('work').add(1);
    meter.createGauge('work.total').record(5);
    meter.createGauge('target.info').record(5);
  });
  const { page, conflicts } = render(metrics);
  expect(conflicts).toEqual(['work_total', 'target_info']);
  expect(page).not.toContain(' 5\n');
});

/** Sorted lines of values, without names, labels of which the two write in another order. */
const valuesOf = (page: string): string[] =>
  page
    .split('\n')
    .filter((line) => /^work/.test(line))
    .map((line) => `${/le="([^"]+)"/.exec(line)?.[1] ?? ''} ${line.split(' ').at(-1)}`)
    .sort();

test("has the values of upstream's page", async () => {
  const metrics = await collect((meter) => {
    const histogram = meter.createHistogram('work');
    for (const value of [0, 5, 7, 10_001, 0.5]) histogram.record(value, { a: 'b' });
    meter.createCounter('work.done').add(2.5);
    meter.createUpDownCounter('work.open').add(-1);
  });
  const upstream = new PrometheusSerializer().serialize(metrics);
  const own = valuesOf(render(metrics).page);
  expect(own.length).toBeGreaterThan(10);
  expect(own).toEqual(valuesOf(upstream));
});
