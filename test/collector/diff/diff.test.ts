import { describe, expect, test } from '@jest/globals';
import { diffConfigurations } from '../../../src/collector/diff/diff.ts';
import { renderDifferences } from '../../../src/collector/diff/render.ts';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { loadShipped, loadTexts, schema } from '../load-text.ts';

const text = (before: string, after: string): string =>
  renderDifferences(diffConfigurations(loadTexts(before), loadTexts(after), schema));

const changed = (from: string, to: string): string => text(BASE_EXAMPLE, BASE_EXAMPLE.replace(from, to));

const SAME = 'no difference in meaning\n';

const HEADERS = (value: string): string =>
  `exporters: { otlp_http: { endpoint: 'http://a', headers: { x-key: ${value} } } }`;

const POLICIES = (...policies: readonly string[]): string =>
  `processors: { tail_sampling: { policies: [${policies.join(', ')}] } }`;
const ALL = '{ name: all, type: always_sample }';
const SLOW = (millis: number): string =>
  `{ name: slow, type: latency, latency: { threshold_ms: ${millis} } }`;

describe('the same meaning', () => {
  test.each([
    ['another unit', 'check_interval: 1s', 'check_interval: 1000ms'],
    ['another order of keys', 'check_interval: 1s, limit_mib: 400', 'limit_mib: 400, check_interval: 1s'],
    ['a default, written out', 'limit_mib: 400', 'limit_mib: 400, spike_limit_mib: 0'],
    ['a default inside of the queue', '{ storage:', '{ enabled: true, num_consumers: 10, storage:'],
    [
      'a default of a part that is off without',
      '{ max_size: 8192 }',
      '{ flush_timeout: 200ms, max_size: 8192 }',
    ],
    [
      'a part that is off, and one that is absent',
      'tls: { insecure: true }',
      'keepalive: { enabled: false }\n    tls: { insecure: true }',
    ],
    ['a former name', '  otlp_grpc:\n', '  otlp:\n'],
    ['a reference to it', 'exporters: [otlp_grpc]', 'exporters: [otlp]'],
    ['an anchor', 'processors: [memory_limiter]', 'processors: &same [memory_limiter]'],
    ['extensions in another order', '[health_check, file_storage]', '[file_storage, health_check]'],
    ['an empty list', 'extensions: [health', 'telemetry: {}\n  extensions: [health'],
    ['a number as text of a variable', 'limit_mib: 400', `limit_mib: "$\{env:NOT_SET:-400}"`],
  ])('%s', (_, from, to) => {
    expect(BASE_EXAMPLE).toContain(from);
    expect(changed(from, to)).toBe(SAME);
  });

  test('of lists of texts', () => {
    const brokers = (value: string): string => `receivers: { kafka: { brokers: ${value} } }`;
    expect(text(brokers('"a:1,b:1"'), brokers('[a:1, b:1]'))).toBe(SAME);
  });
});

describe('another meaning', () => {
  test.each([
    [
      'a setting',
      'check_interval: 1s',
      'check_interval: 2s',
      '~ processors.memory_limiter changed\n    check_interval: 1 s → 2 s\n',
    ],
    [
      'a default that is replaced',
      'tls:',
      'timeout: 9s\n    tls:',
      '~ exporters.otlp_grpc changed\n    timeout: 5 s → 9 s\n',
    ],
    [
      'a time whose unit was forgotten',
      'check_interval: 1s',
      'check_interval: 1',
      '~ processors.memory_limiter changed\n    check_interval: 1 s → 1 ns\n',
    ],
    [
      'a size that is no time',
      'tls:',
      'keepalive: { time: 10s, timeout: 0 }\n    max_message_bytes: 4194304\n    tls:',
      '~ exporters.otlp_grpc changed\n    keepalive: null → {"time":"10 s","timeout":"0 s"}\n    max_message_bytes: added: 4194304\n',
    ],
    [
      'an endpoint',
      '127.0.0.1:4317',
      '0.0.0.0:4317',
      '~ receivers.otlp changed\n    protocols.grpc.endpoint: "127.0.0.1:4317" → "0.0.0.0:4317"\n',
    ],
    [
      'a reference',
      'processors: [memory_limiter]',
      'processors: []',
      '~ service.pipelines.traces changed\n    processors: ["memory_limiter"] → []\n',
    ],
    [
      'a pipeline that is added',
      '    traces: {',
      '    logs: { receivers: [otlp], exporters: [otlp_grpc] }\n    traces: {',
      '+ service.pipelines.logs added\n    receivers: otlp\n    processors: none\n    exporters: otlp_grpc\n',
    ],
    [
      'a component that nothing uses',
      'processors:\n',
      'processors:\n  batch: { timeout: 1s }\n',
      '+ processors.batch added\n    no pipeline names it\n',
    ],
    [
      'an extension that is not started',
      'extensions: [health_check, file_storage]',
      'extensions: [file_storage]',
      '~ service changed\n    extensions: ["file_storage","health_check"] → ["file_storage"]\n',
    ],
    [
      'telemetry of the Collector itself',
      'service:\n',
      'service:\n  telemetry: { logs: { level: debug } }\n',
      '~ service.telemetry changed\n    logs.level: ',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(BASE_EXAMPLE).toContain(from);
    const shown = changed(from, to);
    expect(shown.slice(0, expected.length)).toBe(expected);
  });

  test('the order of processors', () => {
    const order = (list: string): string =>
      `service: { pipelines: { traces: { receivers: [otlp], processors: [${list}], exporters: [debug] } } }`;
    expect(text(order('batch, filter'), order('filter, batch'))).toBe(
      '~ service.pipelines.traces changed\n    processors: ["batch","filter"] → ["filter","batch"]\n',
    );
  });

  test('of one policy among others, by its name', () => {
    expect(text(POLICIES(ALL, SLOW(100)), POLICIES(ALL, SLOW(200)))).toBe(
      '~ processors.tail_sampling changed\n    policies[name="slow"].latency.threshold_ms: 100 → 200\n',
    );
  });

  test('of the order of policies, of one that is added and one that is removed', () => {
    expect(text(POLICIES(ALL, SLOW(1)), POLICIES(SLOW(1), ALL))).toContain(
      'policies (order): ["all","slow"] → ["slow","all"]',
    );
    expect(text(POLICIES(ALL), POLICIES(ALL, SLOW(1)))).toContain('policies[name="slow"]: added: ');
    expect(text(POLICIES(ALL, SLOW(1)), POLICIES(ALL))).toContain('policies[name="slow"]: removed: ');
  });

  test('of a secret, without showing it', () => {
    const shown = text(HEADERS('hunter2'), HEADERS('hunter3'));
    expect(shown).toContain('~ exporters.otlp_http changed');
    expect(shown).not.toContain('hunter');
    expect(text(HEADERS('hunter2'), HEADERS('hunter2'))).toBe(SAME);
  });

  test('headers as a map and as a list', () => {
    expect(
      text(
        HEADERS('hunter2'),
        HEADERS('hunter2').replace('{ x-key: hunter2 }', '[{ name: x-key, value: hunter2 }]'),
      ),
    ).toBe(SAME);
  });

  test('of a secret of a component that is not known', () => {
    const vendor = (key: string): string => `exporters: { vendor: { api_key: ${key} } }`;
    const shown = text(vendor('hunter2'), vendor('hunter3'));
    expect(shown).toBe('~ exporters.vendor changed\n    api_key: changed, and is secret\n');
  });
});

describe('presets', () => {
  test.each(presets.map(({ id }) => id))('%s is the same as itself', (id) => {
    expect(diffConfigurations(loadShipped(id), loadShipped(id), schema)).toEqual([]);
  });

  test('names the policies that production has and development has not', () => {
    const shown = renderDifferences(
      diffConfigurations(loadShipped('development'), loadShipped('production'), schema),
    );
    for (const name of ['errors', 'server-errors', 'slow', 'rest'])
      expect(shown).toContain(`policy "${name}"`);
    expect(shown).toContain('processors: [] → ["tail_sampling"]');
  });
});
