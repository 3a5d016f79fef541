import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import type { RunningServer } from '../../backends/start.ts';
import { startCollector } from '../../backends/start-collector.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { runFixture } from '../run-fixture.ts';

const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;

const configOf = (http: number, health: number, file: string): string => `
extensions:
  health_check: { endpoint: 127.0.0.1:${health} }
receivers:
  otlp: { protocols: { http: { endpoint: 127.0.0.1:${http} } } }
exporters:
  file: { path: ${file}, flush_interval: 50ms }
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines:
    profiles: { receivers: [otlp], exporters: [file] }
`;

/** What the Collector writes of a profile, so far as it is looked at. */
interface Written {
  readonly resourceProfiles: readonly {
    readonly scopeProfiles: readonly {
      readonly profiles: readonly {
        readonly sampleType: { readonly typeStrindex: number };
        readonly samples: readonly {
          readonly stackIndex: number;
          readonly linkIndex?: number;
          readonly attributeIndices?: readonly number[];
          readonly values: readonly string[];
        }[];
      }[];
    }[];
  }[];
  readonly dictionary: {
    readonly stringTable: readonly string[];
    readonly stackTable: readonly { readonly locationIndices?: readonly number[] }[];
    readonly locationTable: readonly { readonly lines?: readonly { readonly functionIndex: number }[] }[];
    readonly functionTable: readonly { readonly nameStrindex?: number }[];
    readonly linkTable: readonly { readonly traceId?: string; readonly spanId?: string }[];
    readonly attributeTable: readonly {
      readonly keyStrindex?: number;
      readonly value?: { readonly stringValue?: string; readonly stringValueStrindex?: number };
    }[];
  };
}

withCollector('the real Collector takes profiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'binnacle-collector-'));
  const file = join(folder, 'profiles.jsonl');
  let collector: RunningServer;
  let written: readonly Written[];
  beforeAll(async () => {
    const [http = 0, health = 0] = await freePorts(2);
    const config = join(folder, 'collector.yaml');
    writeFileSync(config, configOf(http, health, file));
    collector = await startCollector({
      binary: binary ?? '',
      configs: [config],
      healthUrl: `http://127.0.0.1:${health}`,
      args: ['--feature-gates=service.profilesSupport'],
    });
    const { code, messages } = await runFixture('profiled.mjs', {
      endpoint: `http://127.0.0.1:${http}`,
      env: {
        OTEL_TRACES_EXPORTER: 'console',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        BINNACLE_PROFILING: 'true',
        BINNACLE_PROFILING_ENGINE: 'datadog',
        BINNACLE_PROFILING_EXPORTER: 'otlp',
        BINNACLE_PROFILING_SAMPLE_INTERVAL: '2',
        BINNACLE_PROFILING_HEAP_INTERVAL: '65536',
      },
    });
    expect({ code, messages }).toEqual({ code: 0, messages: [] });
    await waitFor(
      'both profiles have arrived',
      () => readFileSync(file, 'utf8').split('\n').length,
      (lines) => lines > 2,
    );
    written = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Written);
  }, 60_000);
  afterAll(async () => {
    await collector?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The profile of a type, and the tables that it refers to. */
  const profileOf = (type: string) => {
    for (const { resourceProfiles, dictionary } of written)
      for (const profile of resourceProfiles.flatMap((each) =>
        each.scopeProfiles.flatMap((all) => all.profiles),
      ))
        if (dictionary.stringTable[profile.sampleType.typeStrindex] === type) return { profile, dictionary };
    throw new Error(`no profile of ${type} among ${written.length} exports`);
  };

  test('with the stacks and their costs', () => {
    const { profile, dictionary } = profileOf('cpu');
    const nameOf = (location: number): string => {
      const functionIndex = dictionary.locationTable[location]?.lines?.[0]?.functionIndex ?? 0;
      return dictionary.stringTable[dictionary.functionTable[functionIndex]?.nameStrindex ?? 0] ?? '';
    };
    const costOf = (name: string): number =>
      profile.samples
        .filter(({ stackIndex }) =>
          dictionary.stackTable[stackIndex]?.locationIndices?.some((location) => nameOf(location) === name),
        )
        .reduce((sum, { values }) => sum + Number(values[0]), 0);
    // 600 ms of work in one, 150 ms in the other, and both call the same.
    expect(costOf('computeReport')).toBeGreaterThan(2 * costOf('readBasket'));
    expect(costOf('burn')).toBeGreaterThan(0.9 * (costOf('computeReport') + costOf('readBasket')));
    expect(costOf('burn')).toBeGreaterThan(300e6);
  });

  test('with the routes as attributes and the spans as links', () => {
    const { profile, dictionary } = profileOf('cpu');
    const labelled = profile.samples.filter(({ linkIndex = 0 }) => linkIndex > 0);
    expect(labelled.length).toBeGreaterThan(20);
    const attributes = labelled
      .flatMap(({ attributeIndices = [] }) => attributeIndices)
      .map((index) => {
        const { keyStrindex = 0, value } = dictionary.attributeTable[index] ?? {};
        const text = value?.stringValue ?? dictionary.stringTable[value?.stringValueStrindex ?? 0];
        return `${dictionary.stringTable[keyStrindex]}=${text}`;
      });
    expect(new Set(attributes)).toEqual(new Set(['http.route=/reports/:id', 'http.route=/baskets/:id']));
    for (const { linkIndex = 0 } of labelled)
      expect(dictionary.linkTable[linkIndex]).toMatchObject({
        traceId: expect.stringMatching(/^[\da-f]{32}$/),
        spanId: expect.stringMatching(/^[\da-f]{16}$/),
      });
  });

  test('of the heap too', () => {
    expect(profileOf('inuse_space').profile.samples.length).toBeGreaterThan(0);
  });
});
