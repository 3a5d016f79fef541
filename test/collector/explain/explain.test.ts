import { describe, expect, test } from '@jest/globals';
import { components } from '../../../src/collector/explain/components.generated.ts';
import { explainConfiguration } from '../../../src/collector/explain/explain.ts';
import { renderExplanation } from '../../../src/collector/explain/render.ts';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { COMPONENT_KINDS } from '../../../src/collector/schema/schema.ts';
import { pipelinesOf, type Signal } from '../../../src/collector/topology.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { loadShipped, loadTexts, schema } from '../load-text.ts';

const explain = (text: string, signal?: Signal): string =>
  renderExplanation(explainConfiguration(loadTexts(text), schema, signal));

const exporter = (text: string): string =>
  BASE_EXAMPLE.replace('sending_queue: { storage: file_storage, batch: { max_size: 8192 } }', text);

/** A pipeline with one processor. */
const through = (signal: string, type: string, settings: string): string => `
receivers: { otlp: { protocols: { grpc: } } }
processors: { ${type}: ${settings} }
exporters: { debug: }
service: { pipelines: { ${signal}: { receivers: [otlp], processors: [${type}], exporters: [debug] } } }
`;

describe('receivers and exporters', () => {
  test.each([
    [
      'where it listens',
      BASE_EXAMPLE,
      'listens at 127.0.0.1:4317 for OTLP over gRPC, without TLS, anybody who reaches it may send',
    ],
    [
      'where it listens by default',
      BASE_EXAMPLE.replace('{ endpoint: 127.0.0.1:4317 }', ''),
      'listens at localhost:4317',
    ],
    [
      'TLS of a listener',
      BASE_EXAMPLE.replace('127.0.0.1:4317', 'a:1, tls: { cert_file: c, key_file: k, client_ca_file: a }'),
      'listens at a:1 for OTLP over gRPC, with TLS, and only for clients with a certificate',
    ],
    [
      'who checks senders',
      BASE_EXAMPLE.replace('127.0.0.1:4317', 'a:1, auth: { authenticator: basicauth }'),
      'those who send are checked by basicauth',
    ],
    [
      'where it sends',
      BASE_EXAMPLE,
      'sends to 127.0.0.1:14317 by OTLP over gRPC, without TLS, packed with gzip',
    ],
    [
      'a queue on disk',
      BASE_EXAMPLE,
      'queues up to 1000 requests on disk by file_storage in ./queue, which survives a restart; 10 send',
    ],
    [
      'batches of the queue',
      BASE_EXAMPLE,
      'makes batches of at least 8192 items, at most 8192, or after 200 ms',
    ],
    ['retries by default', BASE_EXAMPLE, 'tries again after 5 s, then ever longer up to 30 s, for 5 min'],
    [
      'a queue in memory',
      exporter('sending_queue: {}'),
      'drops: what waits in memory is lost when the Collector is killed',
    ],
    [
      'no queue',
      exporter('sending_queue: { enabled: false }'),
      'has no queue: the pipeline waits until it was sent',
    ],
    ['no retries', exporter('retry_on_failure: { enabled: false }'), 'drops: what fails once is dropped'],
    ['endless retries', exporter('retry_on_failure: { max_elapsed_time: 0 }'), 'up to 30 s, without an end'],
    [
      'a component that is not there',
      BASE_EXAMPLE.replace('[otlp_grpc]', '[gone]'),
      'out gone\n       is not configured',
    ],
  ])('%s', (_, text, expected) => {
    expect(explain(text)).toContain(expected);
  });
});

describe('processors', () => {
  test.each([
    [
      'traces',
      'memory_limiter',
      '{ check_interval: 1s, limit_mib: 100, spike_limit_mib: 30 }',
      'drops: above 70 MiB of memory, spans are refused',
    ],
    [
      'traces',
      'memory_limiter',
      '{ check_interval: 1s, limit_percentage: 80 }',
      'drops: above 64 % of memory, spans are refused',
    ],
    ['logs', 'batch', '{ timeout: 1m }', 'gathers log records until there are 8192, or 1 min went by'],
    ['traces', 'filter', `{ traces: { span: ['name == "a"'] } }`, 'drops: spans where name == "a"'],
    ['logs', 'filter', `{ traces: { span: ['name == "a"'] } }`, 'lets all log records through'],
    [
      'logs',
      'filter',
      `{ log_conditions: [{ context: log, conditions: ['log.body == "a"'] }] }`,
      'drops: log records where log.body == "a"',
    ],
    [
      'metrics',
      'transform',
      `{ metric_statements: ['set(metric.name, "a")'] }`,
      'changes: set(metric.name, "a")',
    ],
    [
      'traces',
      'transform',
      `{ metric_statements: ['set(metric.name, "a")'] }`,
      'has no statements for traces',
    ],
    [
      'traces',
      'transform',
      `{ error_mode: propagate, trace_statements: [{ context: span, statements: ['set(span.name, "a")'] }] }`,
      'drops: a batch in which a statement fails',
    ],
    ['traces', 'attributes', '{ actions: [{ key: a, action: delete }] }', 'changes: a is removed'],
    [
      'logs',
      'resource',
      '{ attributes: [{ key: a, action: upsert, value: b }] }',
      'changes: a is set to "b"',
    ],
    [
      'traces',
      'redaction',
      '{ allowed_keys: [a, b] }',
      'drops: attributes that are not among 2 allowed keys are removed',
    ],
    ['traces', 'probabilistic_sampler', '{ sampling_percentage: 15 }', 'drops: 85 % of the spans'],
    [
      'traces',
      'tail_sampling',
      '{ policies: [{ name: x, type: probabilistic, probabilistic: { sampling_percentage: 5 } }] }',
      'policy "x" keeps 5 % of the traces',
    ],
    [
      'traces',
      'groupbyattrs',
      '{ keys: [host.name] }',
      'changes: host.name go from the attributes of the record',
    ],
    ['metrics', 'deltatocumulative', '{ max_stale: 1m }', 'is set to max_stale: 1 min'],
    ['metrics', 'deltatocumulative', '', 'runs with its default settings'],
    [
      'traces',
      'unheard_of',
      '{ tls: { ca: , cert: {}, key: { file: a } } }',
      'is set to tls: {"key":{"file":"a"}}',
    ],
    ['traces', 'unheard_of', '{ depth: 3, api_key: hunter2 }', 'is set to api_key: "(secret)"; depth: 3'],
  ])('%s: %s %s', (signal, type, settings, expected) => {
    expect(explain(through(signal, type, settings))).toContain(expected);
  });
});

test('secrets of a known component are not shown', () => {
  const text = exporter('headers: { x-key: hunter2 }');
  const root = loadTexts(text);
  expect(explain(text)).toContain('adds the headers x-key');
  expect(explain(text)).not.toContain('hunter2');
  expect(JSON.stringify(explainConfiguration(root, schema))).not.toContain('hunter2');
});

test('every describer is of a component that is known, by its present name', () => {
  for (const { type, ...kinds } of components)
    for (const kind of COMPONENT_KINDS) if (kind in kinds) expect(Object.keys(schema[kind])).toContain(type);
});

test('describers say something of a component with nothing but its defaults', () => {
  for (const words of components)
    for (const kind of COMPONENT_KINDS) {
      const describer = words[kind];
      if (!describer) continue;
      const { does } = describer({ settings: {}, signal: 'traces', extension: () => undefined });
      expect(does.join()).not.toMatch(/undefined|NaN|\[object/);
    }
});

describe('the shipped Collector', () => {
  test.each(presets.map(({ id }) => id))('every component of every pipeline, in order: %s', (preset) => {
    const root = loadShipped(preset);
    const { pipelines, mermaid } = explainConfiguration(root, schema);
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    expect(
      pipelines.map((each) => [each.id, ids(each.receivers), ids(each.processors), ids(each.exporters)]),
    ).toEqual(
      pipelinesOf(root).map((each) => [
        each.id,
        ids(each.receivers),
        ids(each.processors),
        ids(each.exporters),
      ]),
    );
    for (const { receivers, processors, exporters } of pipelines)
      for (const { does } of [...receivers, ...processors, ...exporters]) expect(does).not.toEqual([]);
    expect(mermaid).toContain('flowchart LR');
    const text = renderExplanation(explainConfiguration(root, schema));
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  test('a span becomes metrics, which are explained with it', () => {
    const { pipelines } = explainConfiguration(loadShipped('production'), schema, 'traces');
    expect(pipelines.map(({ id }) => id)).toEqual(['traces', 'traces/sampled', 'metrics/spans']);
  });
});
