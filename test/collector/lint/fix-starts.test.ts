import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { applyFixes } from '../../../src/collector/lint/fix/apply-fixes.ts';
import type { LintRule } from '../../../src/collector/lint/rule.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { COMPONENT_KINDS, findComponent } from '../../../src/collector/schema/schema.ts';
import { pipelinesOf } from '../../../src/collector/topology.ts';
import { requireServer } from '../../backends/find-server.ts';
import { freePorts } from '../../backends/ports.ts';
import { run } from '../../backends/run.ts';
import { type CollectorSink, passThrough, settleAll, startSink } from '../collector-sink.ts';
import type { Signal } from '../test-telemetry.ts';
import { lintSources, schema, sourcesOf } from './lint-text.ts';

const binary = await requireServer('otelcol');

const AT_ONCE = 3;

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

const prepare = (rule: LintRule, known: ReadonlySet<string>): Prepared => {
  const texts = fixedOf(rule);
  const { node } = loadConfiguration(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    { env: {}, readFile: () => '' },
  );
  if (node?.kind !== 'map') throw new Error(`${rule.id}: was not read`);
  const types = COMPONENT_KINDS.flatMap((kind) => {
    const configured = node.entries.get(kind)?.value;
    if (configured?.kind !== 'map') return [];
    return [...configured.entries.keys()].map((id) => {
      const type = id.split('/')[0] as string;
      return findComponent(schema, kind, type)?.type ?? type;
    });
  });
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
    missing: [...new Set(types.filter((type) => !known.has(type)))],
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

describe.each(fixable.map((rule) => [rule.id, rule] as const))('--fix of %s', (id, rule) => {
  const commented = stringify(parse(rule.bad), { lineWidth: 0 })
    .split('\n')
    .map((line, index) => (/[^\s:]/.test(line) ? `${line} # c${index}.` : line))
    .join('\n');

  test('keeps the comment of every line that stays', () => {
    const after =
      applyFixes(sourcesOf(commented), (sources) => lintSources(sources, { only: [id] }))[1]?.text ?? '';
    const gone: string[] = [];
    for (const line of commented.split('\n')) {
      const [content = '', comment] = line.split(' # ');
      if (comment === undefined) continue;
      const left = after.split(`# ${comment}`).length - 1;
      expect([comment, left]).toEqual([comment, Math.min(left, 1)]);
      if (left === 0) gone.push(content.trim());
    }
    // A comment goes with its line, and with that alone.
    for (const content of gone)
      expect(after.split('\n').map((line) => line.split(' # ')[0]?.trim())).not.toContain(content);
  });
});

(binary ? describe : describe.skip)('what --fix makes, in the real Collector', () => {
  let prepared: readonly Prepared[] = [];
  let results: ReadonlyMap<string, PromiseSettledResult<unknown>> = new Map();
  let stop = (): Promise<void> => Promise.resolve();

  beforeAll(async () => {
    const listed = await run(binary ?? '', ['components']);
    const known = new Set([...listed.matchAll(/- name: (\S+)/g)].map(([, type]) => type as string));
    prepared = fixable.map((rule) => prepare(rule, known));
    const sink = await startSink(binary ?? '');
    stop = sink.stop;
    const started = prepared.filter(({ missing }) => missing.length === 0);
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
    const skipped = prepared.filter(({ missing }) => missing.length > 0);
    process.stderr.write(
      `not started, for want of components: ${skipped.map(({ rule, missing }) => `${rule.id} (${missing})`).join(', ') || 'none'}\n`,
    );
  }, 180_000);
  afterAll(() => stop());

  test.each(fixable.map(({ id }) => id))('%s starts and passes data', (id) => {
    const one = prepared.find(({ rule }) => rule.id === id);
    if (one?.missing.length !== 0) return;
    expect(one.signals).not.toEqual([]);
    const result = results.get(id);
    if (result?.status !== 'fulfilled') throw result?.reason;
  });

  test('most of them were', () => {
    expect(results.size).toBeGreaterThan(fixable.length / 2);
  });
});
