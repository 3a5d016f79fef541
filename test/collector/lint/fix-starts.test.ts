import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import type { LintRule } from '../../../src/collector/lint/rule.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { pipelinesOf } from '../../../src/collector/topology.ts';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { freePorts } from '../../backends/ports.ts';
import { builtInTypes, typesIn } from '../built-in.ts';
import { type CollectorSink, passThrough, settleAll, startSink } from '../collector-sink.ts';
import type { Signal } from '../test-telemetry.ts';
import { lintSources, schema, sourcesOf } from './lint-text.ts';

const binary = await fullestCollector();
const known = await builtInTypes(binary);

const AT_ONCE = 3;

/** What collector/manifest.yaml does not have: these are started by a Collector that has more alone. */
const NOT_BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  'group-by-trace-before-tail-sampling': ['groupbytrace'],
  'kafka-marks-before-export': ['kafka'],
  'kafka-without-acks': ['kafka'],
  'log-receiver-without-retry': ['file_log'],
  'pprof-exposed': ['pprof'],
  'prometheus-metric-expiration': ['prometheus'],
  'resource-detection-override': ['resource_detection'],
  'zpages-exposed': ['zpages'],
};

const fixable = rules.filter(({ fixed }) => fixed !== undefined);

const SENT = {
  spans: [{ name: 'GET /orders', attributes: { 'http.response.status_code': 500 } }],
  metrics: ['requests'],
  logs: [{ body: 'order taken', severity: 9 }],
};
const NAMES: Readonly<Record<Signal, string>> = {
  traces: 'GET /orders',
  metrics: 'requests',
  logs: 'order taken',
};
const isSignal = (text: string | undefined): text is Signal =>
  text !== undefined && Object.hasOwn(NAMES, text);

/** The bad example with every fix of its rule, as one complete configuration in two files. */
const fixedOf = (rule: LintRule): readonly string[] =>
  applyFixes(sourcesOf(rule.bad), (sources) => lintSources(sources, { only: [rule.id] })).map(
    ({ text }) => text,
  );

interface Prepared {
  readonly rule: LintRule;
  /** Types of components that the Collector does not have. */
  readonly missing: readonly string[];
  readonly signals: readonly Signal[];
  configsFor(sink: CollectorSink, ports: readonly number[]): readonly string[];
}

const prepare = (rule: LintRule): Prepared => {
  const texts = fixedOf(rule);
  const { node } = loadConfiguration(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    { env: {}, readFile: () => '' },
  );
  if (node?.kind !== 'map') throw new Error(`${rule.id}: was not read`);
  const processors = node.entries.get('processors')?.value;
  const samplers =
    processors?.kind === 'map'
      ? [...processors.entries.keys()].filter((id) => id.startsWith('tail_sampling'))
      : [];
  const entered = pipelinesOf(node).filter(
    ({ receivers, signal }) => isSignal(signal) && receivers.some(({ id }) => id.startsWith('otlp')),
  );
  return {
    rule,
    missing: typesIn(texts, schema).filter((type) => !known.has(type)),
    signals: [...new Set(entered.map(({ signal }) => signal).filter(isSignal))],
    configsFor(sink, ports) {
      const free = [...ports];
      // Every address at which it would listen is one of its own; what it sends, the sink takes.
      const moved = texts.map((text) =>
        text
          .replaceAll('127.0.0.1:14317', `127.0.0.1:${sink.grpcPort}`)
          .replaceAll(
            /\b(?:127\.0\.0\.1|localhost|0\.0\.0\.0|\[::\]):(4317|4318|13133|1777|55679|8888|9464)\b/g,
            () => `127.0.0.1:${free.pop()}`,
          ),
      );
      const own = `
receivers: { otlp/test: { protocols: { http: { endpoint: "127.0.0.1:${ports[0]}" } } } }
exporters: { otlp_http/test: { endpoint: "http://127.0.0.1:${sink.httpPort}", sending_queue: { enabled: false } } }
# Half a minute otherwise.
processors: { ${samplers.map((id) => `${id}: { decision_wait: 100ms }`).join(', ')} }
service:
  telemetry: { metrics: { level: none } }
  pipelines:
${entered
  .map(
    ({ id, receivers, exporters }) =>
      `    ${id}: { receivers: [${[...receivers.map((each) => each.id), 'otlp/test'].join(', ')}], exporters: [${['otlp_http/test', ...exporters.map((each) => each.id)].join(', ')}] }`,
  )
  .join('\n')}
`;
      return [...moved, own];
    },
  };
};

const prepared = fixable.map(prepare);
const started = prepared.filter(({ missing }) => missing.length === 0);
const notStarted = prepared.filter(({ missing }) => missing.length > 0);
const idsOf = (some: readonly Prepared[]): readonly string[] => some.map(({ rule }) => rule.id);

(binary ? describe : describe.skip)('what --fix makes, in the real Collector', () => {
  let results: ReadonlyMap<string, PromiseSettledResult<unknown>> = new Map();
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const sink = await startSink(binary ?? '');
    stop = sink.stop;
    const settled = await settleAll(started, AT_ONCE, async ({ rule, signals, configsFor }) => {
      const ports = await freePorts(8);
      return passThrough(
        {
          binary: binary ?? '',
          sink,
          configs: configsFor(sink, ports),
          httpPort: ports[0] as number,
          service: rule.id,
          send: Object.fromEntries(
            Object.entries(SENT).filter(([key]) =>
              signals.includes(key === 'spans' ? 'traces' : (key as Signal)),
            ),
          ),
        },
        () => Promise.all(signals.map((signal) => sink.arrived(signal, rule.id, [NAMES[signal]]))),
      );
    });
    results = new Map(
      started.map(({ rule }, index) => [rule.id, settled[index] as PromiseSettledResult<unknown>]),
    );
  }, 180_000);
  afterAll(() => stop());

  test.each(started.map((each) => [each.rule.id, each] as const))(
    '%s starts and passes data',
    (id, { signals }) => {
      expect(signals).not.toEqual([]);
      const result = results.get(id);
      if (result?.status !== 'fulfilled') throw result?.reason;
    },
  );
  if (notStarted.length > 0)
    test.skip.each(idsOf(notStarted))('%s: the Collector does not have all of its components', () => {});

  test('nothing else is left out', () => {
    const expected = Object.entries(NOT_BUILT_IN).map(
      ([id, types]) => [id, types.filter((type) => !known.has(type))] as const,
    );
    expect(notStarted.map(({ rule, missing }) => [rule.id, missing])).toEqual(
      expected.filter(([, types]) => types.length > 0),
    );
  });
});
