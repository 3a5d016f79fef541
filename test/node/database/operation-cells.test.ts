import { expect, test } from '@jest/globals';
import type { Attributes } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type HistogramMetricData,
  MeterProvider,
  MetricReader,
} from '@opentelemetry/sdk-metrics';
import { createOperationCells, MAX_SUMMARIES } from '../../../src/node/database/operation-cells.ts';

class Reader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

const measuring = () => {
  const reader = new Reader({ aggregationTemporalitySelector: () => AggregationTemporality.DELTA });
  const meter = new MeterProvider({ readers: [reader] }).getMeter('test');
  return {
    record: createOperationCells(meter.createHistogram('db.client.operation.duration')),
    collect: async (): Promise<readonly (readonly [Attributes, number])[]> => {
      const { resourceMetrics } = await reader.collect();
      const [metric] = resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
      return ((metric as HistogramMetricData | undefined)?.dataPoints ?? []).map(
        ({ attributes, value }) => [attributes, value.count] as const,
      );
    },
  };
};

const USERS = {
  'db.system.name': 'postgresql',
  'db.operation.name': 'SELECT',
  'db.collection.name': 'users',
  'db.query.summary': 'SELECT users',
  'server.port': 5432,
};

test('an operation is measured by its summary and what has few values, and by nothing else', async () => {
  const { record, collect } = measuring();
  record(0.1, { ...USERS, 'db.query.text': 'SELECT * FROM users WHERE id = ?' });
  record(0.2, { ...USERS, 'db.query.text': 'SELECT name FROM users' });
  record(0.3, { ...USERS, 'db.query.summary': 'SELECT users orders' });
  record(0.4, { ...USERS, 'error.type': '42703' });
  record(0.5, { 'db.system.name': 'redis', 'db.operation.name': 'GET' });
  const expected = [
    [USERS, 2],
    [{ ...USERS, 'db.query.summary': 'SELECT users orders' }, 1],
    [{ ...USERS, 'error.type': '42703' }, 1],
    [{ 'db.system.name': 'redis', 'db.operation.name': 'GET' }, 1],
  ];
  expect(await collect()).toEqual(expected);
  // What is bound outlives an export.
  record(0.1, USERS);
  record(0.1, USERS);
  expect(await collect()).toEqual([[USERS, 2]]);
});

test('of endless summaries the first are kept apart, and the rest counted together', async () => {
  const { record, collect } = measuring();
  const operation = { 'db.system.name': 'postgresql', 'db.operation.name': 'SELECT' };
  for (let i = 0; i < MAX_SUMMARIES + 1_000; i++)
    record(0.1, { ...operation, 'db.query.summary': `SELECT tenant_${i}.users` });
  // Stores without summaries have their place, however late they come.
  record(0.1, { 'db.system.name': 'redis' });
  record(0.1, { ...operation, 'db.query.summary': 'SELECT tenant_0.users' });
  const points = await collect();
  const counts = new Map(points.map(([attributes, count]) => [attributes['db.query.summary'], count]));
  expect(counts.size).toBe(MAX_SUMMARIES + 2);
  expect(counts.get('{other}')).toBe(1_000);
  expect(counts.get('SELECT tenant_0.users')).toBe(2);
  expect(counts.get(undefined)).toBe(1);
});

test('sets beyond those that are remembered are measured too', async () => {
  const { record, collect } = measuring();
  for (let round = 0; round < 2; round++)
    for (let port = 1; port <= 100; port++) record(0.1, { ...USERS, 'server.port': port });
  const points = await collect();
  expect(points.map(([attributes, count]) => [attributes['server.port'], count])).toEqual(
    Array.from({ length: 100 }, (_, i) => [i + 1, 2]),
  );
});
