import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { createFamily } from '../../../src/sdk/kpis/family.ts';
import { renderMetrics } from '../../../src/sdk/kpis/render.ts';
import { HistogramSeries } from '../../../src/sdk/kpis/series.ts';
import { renderPage } from '../../../src/sdk/prometheus/render-page.ts';
import { requireServer } from '../../backends/find-server.ts';

const promtool = await requireServer('promtool');

/** Names that become one, Prometheus's own, and values that no page may end with. */
const LABELS = { 'a.b': 'x', a_b: 'y', le: '1', quantile: '0.5', page: 'a\0"b"\\\n# EOF\r', job: '} 1' };
const BOUNDS = [1e-7, 0.1, 10, 1e21];

class Reader extends MetricReader {
  constructor() {
    super({ aggregationTemporalitySelector: () => AggregationTemporality.CUMULATIVE });
  }
  async onForceFlush(): Promise<void> {}
  async onShutdown(): Promise<void> {}
}

const kpis = (): string => {
  const definition = { name: 'order.worth', help: 'a\0b\n"c"\\', unit: 's', labels: Object.keys(LABELS) };
  const family = createFamily<HistogramSeries>(definition, {
    maxSeries: 10,
    redact: (attributes) => attributes,
    bind: () => () => {},
    onOverflow: () => {},
    createSeries: (labels, record) => new HistogramSeries(labels, BOUNDS, record),
  });
  family.find(LABELS).record(3);
  const name = 'order_worth_seconds';
  return renderMetrics(
    [{ type: 'histogram', name, help: definition.help, bounds: BOUNDS, series: family.all() }],
    'prometheus',
  );
};

const instruments = async (): Promise<string> => {
  const reader = new Reader();
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  const meter = new MeterProvider({ resource, readers: [reader] }).getMeter('scope');
  meter.createHistogram('order.worth', { unit: 's', description: 'a\0b\n"c"\\' }).record(3, LABELS);
  const { resourceMetrics } = await reader.collect();
  return renderPage(resourceMetrics, {}, () => {});
};

test.each([
  ['of definitions', kpis],
  ['of instruments', instruments],
])('a page %s has each label once, and none ends it', async (_what, render) => {
  const page = await render();
  expect(page).toMatch(/_bucket\{[^\n]*exported_le="1"[^\n]*,le="10"\} /);
  expect(page).toMatch(/a_b="x;y"/);
  expect(page).not.toContain('\0');
  if (promtool === undefined) return;
  const { stdout, stderr } = spawnSync(promtool, ['check', 'metrics'], { input: page, encoding: 'utf8' });
  expect(`${stdout}${stderr}`).not.toMatch(/error/i);
});
