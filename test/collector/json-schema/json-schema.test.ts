import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseGoDuration } from '../../../src/collector/go/duration.ts';
import { durationText } from '../../../src/collector/json-schema/duration-text.ts';
import { configurationSchema } from '../../../src/collector/json-schema/json-schema.ts';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { schema } from '../lint/lint-text.ts';
import { isValid } from './check.ts';

const json = configurationSchema(schema);
const closed = configurationSchema(schema, { isClosed: true });

const accepts = (text: string, against = json): boolean =>
  isValid(against, parse(text, { merge: true }), against);
const shipped = ['collector.yaml', 'redaction.yaml', ...presets.map(({ id }) => `sampling/${id}.yaml`)];

test.each(shipped)('collector/%s is valid', (file) => {
  const text = readFileSync(join(import.meta.dirname, '../../../collector', file), 'utf8');
  expect(accepts(text, closed)).toBe(true);
});

test('the configuration of lint examples is valid', () => expect(accepts(BASE_EXAMPLE, closed)).toBe(true));

test.each(rules.map(({ id, good }) => [id, good] as const))('the good example of %s is valid', (_, good) => {
  expect(accepts(good)).toBe(true);
});

describe('good', () => {
  test.each([
    `receivers: { otlp/a: { protocols: { grpc: { endpoint: "\${env:HOST}:4317" } } } }`,
    `processors: { batch: { timeout: "\${env:WAIT}", send_batch_size: "\${env:SIZE:-10}" } }`,
    'processors: { batch: { timeout: 1h30m, send_batch_size: null } }',
    'exporters: { otlphttp: { sending_queue: { enabled: true } } }',
    'exporters: { otlphttp/a: { compression: zstd } }',
    `exporters: { otlp_http: { compression: "\${env:HOW}" } }`,
    `exporters: "\${file:exporters.yaml}"`,
    'exporters: { vendor: { anything: [1] } }',
    'service: { pipelines: { traces/a: { receivers: [otlp], exporters: [span_metrics] }, metrics: { receivers: [spanmetrics], exporters: [prometheus/b] } } }',
    'service: { telemetry: { logs: { level: debug }, metrics: { level: Detailed } } }',
  ])('%s', (text) => expect(accepts(text)).toBe(true));
});

describe('bad', () => {
  test.each([
    'reciever: {}',
    'receivers: []',
    'processors: { batch: { timout: 1s } }',
    'processors: { batch: { timeout: 10 seconds } }',
    'processors: { batch: { timeout: true } }',
    'processors: { batch: { send_batch_size: many } }',
    'processors: { batch: { send_batch_size: -1 } }',
    'processors: { batch/a: { send_batch_size: [1] } }',
    'exporters: { otlp_http: { compression: zip } }',
    'exporters: { otlphttp: { compresion: gzip } }',
    'exporters: { otlp_grpc: { endpoint: 4317 } }',
    'exporters: { otlp_grpc: { tls: { insecure: "yes" } } }',
    'exporters: { otlp_grpc: { sending_queue: { storage: "no id!" } } }',
    'service: { pipelines: { trace: { receivers: [otlp], exporters: [debug] } } }',
    'service: { pipelines: { traces: { receivers: [] } } }',
    'service: { pipelines: { traces: { receiver: [otlp] } } }',
    'service: { pipelines: { traces: { receivers: [prometheus] } } }',
    'service: { pipelines: { traces: { exporters: [prometheus/a] } } }',
    'service: { pipelines: { metrics: { processors: [tail_sampling] } } }',
    'service: { pipelines: { logs: { exporters: [span_metrics] } } }',
    'service: { pipelines: { traces: { processors: [batch, batch] } } }',
    'service: { telemetry: { metrics: { address: ":8888" } } }',
  ])('%s', (text) => expect(accepts(text)).toBe(false));

  test.each(['exporters: { vendor: {} }', 'service: { pipelines: { traces: { exporters: [vendor] } } }'])(
    '%s, where unknown components are an error',
    (text) => {
      expect([accepts(text), accepts(text, closed)]).toEqual([true, false]);
    },
  );
});

test('defaults are those of the component, durations with their unit', () => {
  expect(json.definitions).toMatchObject({
    'processors.batch': {
      properties: { timeout: { default: '200ms' }, send_batch_size: { default: 8192 } },
    },
    'exporters.otlp_http': { properties: { timeout: { default: '30s' } } },
    'exporters.otlp_grpc': { properties: { timeout: { default: '5s' } } },
  });
});

test('a former name is marked', () => {
  expect(json.properties).toMatchObject({
    exporters: {
      properties: { otlphttp: { deprecated: true, deprecationMessage: 'is now called otlp_http' } },
    },
  });
});

test.each([0, 1, 200e6, 5e9, 90e9, 5400e9, 1500e6, -2e9])('%d ns can be read back', (nanos) => {
  expect(parseGoDuration(durationText(nanos))).toBe(nanos);
});
