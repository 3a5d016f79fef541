import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Span } from '../../../../src/collector/otlp/model.ts';
import { requireServer } from '../../../backends/find-server.ts';
import { generateTraces } from '../../simulate/generate-traces.ts';
import { type Processors, runCollector } from '../../simulate/run-collector.ts';
import { modelOf, simulatePipeline, spansIn } from '../../simulate/simulate-pipeline.ts';
import { EVENT_CONDITIONS, RESOURCE_CONDITIONS, SPAN_CONDITIONS, TRACE_CONDITIONS } from './conditions.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;
const folder = await mkdtemp(join(tmpdir(), 'collector-ottl-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const requests = generateTraces({
  seed: 11,
  traces: 150,
  startMillis: 1_800_000_000_000,
  everyMillis: 1,
  batch: 50,
  hasTraceStates: true,
});
const models = requests.map(modelOf);

const CASES = [
  ...SPAN_CONDITIONS.map((text) => ['span', text] as const),
  ...EVENT_CONDITIONS.map((text) => ['spanevent', text] as const),
  ...RESOURCE_CONDITIONS.map((text) => ['resource', text] as const),
];

/** Each condition takes away what it holds for. */
const pipelines: Readonly<Record<string, Processors>> = Object.fromEntries([
  ...CASES.map(([context, text], index) => [
    String(index),
    { filter: { error_mode: 'silent', traces: { [context]: [text] } } },
  ]),
  ...TRACE_CONDITIONS.map((trace_conditions, index) => [
    `group-${index}`,
    { filter: { error_mode: 'silent', trace_conditions } },
  ]),
]);

const seen = (spans: readonly Span[]): readonly string[] =>
  spans.map(({ spanId, events }) => `${spanId} ${events.map(({ name }) => name).join(',')}`).sort();

const all = models.flat().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

withCollector('conditions hold for the same spans as in the real Collector', () => {
  let fileOf: (pipeline: string) => Promise<string>;
  beforeAll(async () => {
    fileOf = await runCollector(binary ?? '', folder, pipelines, requests);
  }, 120_000);

  test.each(CASES.map(([context, text], index) => [context, text, String(index)] as const))(
    '%s: %s',
    async (_, __, pipeline) => {
      expect(seen(simulatePipeline(pipelines[pipeline] as Processors, models))).toEqual(
        seen(await spansIn(await fileOf(pipeline))),
      );
    },
  );

  test.each(TRACE_CONDITIONS.map((groups, index) => [JSON.stringify(groups), `group-${index}`]))(
    'trace_conditions: %s',
    async (_, pipeline) => {
      expect(seen(simulatePipeline(pipelines[pipeline] as Processors, models))).toEqual(
        seen(await spansIn(await fileOf(pipeline))),
      );
    },
  );

  test('most of them hold for some and not for others', () => {
    const telling = Object.values(pipelines).filter((processors) => {
      const { length } = simulatePipeline(processors, models);
      return length > 0 && length < all.length;
    });
    expect(telling.length).toBeGreaterThan(CASES.length / 2);
  });
});
