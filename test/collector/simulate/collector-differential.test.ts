import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Span } from '../../../src/collector/otlp/model.ts';
import { tracesBytes } from '../../../src/collector/otlp/size.ts';
import { requireServer } from '../../backends/find-server.ts';
import { generateTraces } from './generate-traces.ts';
import { DETERMINISTIC, LIMITED, PROBABILISTIC } from './policies.ts';
import { type Processors, runCollector } from './run-collector.ts';
import { modelOf, simulatePipeline, spansIn, traceIds } from './simulate-pipeline.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;
const folder = await mkdtemp(join(tmpdir(), 'collector-simulate-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const TRACES = 2500;

// All within one second, so that a limit of spans a second is met at once, as when a Collector stops.
const requests = generateTraces({
  seed: 7,
  traces: TRACES,
  startMillis: 1_800_000_000_000,
  everyMillis: 0.1,
  batch: 100,
  hasTraceStates: true,
  isSplit: true,
});

const models = requests.map(modelOf);

const pipelines: Readonly<Record<string, Processors>> = {
  ...DETERMINISTIC,
  ...LIMITED,
  ...PROBABILISTIC,
  untouched: {},
};
const results = new Map<string, readonly Span[]>();
const simulated = (pipeline: string): readonly Span[] => {
  const known = results.get(pipeline) ?? simulatePipeline(pipelines[pipeline] as Processors, models);
  results.set(pipeline, known);
  return known;
};

/** Which spans, and with which trace state. */
const identities = (spans: readonly Span[]): readonly string[] =>
  spans.map(({ spanId, traceState }) => `${spanId} ${traceState}`).sort();

withCollector('beside the real Collector', () => {
  let fileOf: (pipeline: string) => Promise<string>;
  beforeAll(async () => {
    fileOf = await runCollector(binary ?? '', folder, pipelines, requests);
  }, 180_000);
  const real = async (pipeline: string): Promise<readonly Span[]> => spansIn(await fileOf(pipeline));

  describe('tail_sampling keeps the same traces as the real one', () => {
    test.each(Object.keys(DETERMINISTIC))('%s', async (pipeline) => {
      const kept = simulated(pipeline);
      const really = await real(pipeline);
      expect(traceIds(kept)).toEqual(traceIds(really));
      expect(identities(kept)).toEqual(identities(really));
    });

    test('the policies differ in what they keep', () => {
      const counts = Object.keys(DETERMINISTIC).map((pipeline) => traceIds(simulated(pipeline)).length);
      expect(new Set(counts).size).toBeGreaterThan(25);
    });
  });

  describe('probabilistic_sampler keeps the same spans, with the same trace state', () => {
    test.each(Object.keys(PROBABILISTIC))('%s', async (pipeline) => {
      expect(identities(simulated(pipeline))).toEqual(identities(await real(pipeline)));
    });
  });

  /** Of one trace: a limit is met with the last trace that fits. */
  const MOST_SPANS = 7;
  const MOST_BYTES = 3000;
  /** How long the Collector may take to decide all, in seconds, in which a limit refills. */
  const DECIDING_SECONDS = 5;

  describe('limits let through as much as the real ones', () => {
    test('rate_limiting: its burst, but for one trace and what refills meanwhile', async () => {
      for (const spans of [simulated('spans-a-second'), await real('spans-a-second')]) {
        expect(spans.length).toBeGreaterThan(400 - MOST_SPANS);
        expect(spans.length).toBeLessThanOrEqual(400 + 10 * DECIDING_SECONDS);
      }
    });

    test('bytes_limiting: its burst, but for one trace and what refills meanwhile', async () => {
      const bytesOf = (spans: readonly Span[]): number => {
        const kept = new Set(traceIds(spans));
        const batches = models.flat().map((batch) => ({
          ...batch,
          scopeSpans: batch.scopeSpans.map((group) => ({
            ...group,
            spans: group.spans.filter(({ traceId }) => kept.has(traceId)),
          })),
        }));
        return tracesBytes(
          batches.filter(({ scopeSpans }) => scopeSpans.some((group) => group.spans.length > 0)),
        );
      };
      for (const spans of [simulated('bytes-a-second'), await real('bytes-a-second')]) {
        expect(bytesOf(spans)).toBeGreaterThan(100_000 - MOST_BYTES);
        expect(bytesOf(spans)).toBeLessThanOrEqual(100_000 + 1000 * DECIDING_SECONDS);
      }
    });

    test('composite: its allocations, twice where a second ends meanwhile', async () => {
      // 20 % of 1000 for the first, a third of 1000 for the one without a share, nothing for the one without a mention.
      const allocated = 200 + 333;
      for (const spans of [simulated('composite'), await real('composite')]) {
        expect(spans.length).toBeGreaterThan(allocated - 2 * MOST_SPANS);
        expect(spans.length).toBeLessThanOrEqual(2 * allocated);
      }
    });
  });

  test('the size of a request is that of what the Collector writes', async () => {
    const bytes = await readFile(await fileOf('untouched'));
    const written: number[] = [];
    for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32BE(at))
      written.push(bytes.readUInt32BE(at));
    expect(models.map(tracesBytes)).toEqual(written);
  });
});
