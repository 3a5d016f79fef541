// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what configurations have
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { collectorRun } from '../differential/collector-run.ts';
import { ourVerdict } from '../differential/compare.ts';
import { complete } from './complete.ts';
import { schema } from './schema.ts';

/** Values that may be written in several ways, and ways that are none. */
const FORMS: readonly (readonly [string, string, boolean])[] = [
  ['headers as a map', 'exporters: { otlp_grpc: { endpoint: "a:1", headers: { a: b } } }', true],
  [
    'headers as a list',
    'exporters: { otlp_grpc: { endpoint: "a:1", headers: [{ name: a, value: b }] } }',
    true,
  ],
  ['headers as a text', 'exporters: { otlp_grpc: { endpoint: "a:1", headers: "a=b" } }', false],
  ['headers that are numbers', 'exporters: { otlp_grpc: { endpoint: "a:1", headers: { a: 1 } } }', false],
  ['a list of texts as one text', 'processors: { batch: { metadata_keys: "a,b" } }', true],
  ['a list of texts as a number', 'processors: { batch: { metadata_keys: 5 } }', false],
  ['a protocol with nothing', 'receivers: { otlp: { protocols: { grpc: } } }', true],
  ['a protocol that is off', 'receivers: { otlp: { protocols: { grpc: { enabled: false } } } }', false],
  [
    'a protocol that is neither on nor off',
    'receivers: { otlp: { protocols: { grpc: { enabled: } } } }',
    false,
  ],
  ['a protocol as a text', 'receivers: { otlp: { protocols: { grpc: yes } } }', false],
  [
    'a queue that is off is not judged',
    'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { enabled: false, queue_size: -1 } } }',
    true,
  ],
  [
    'a queue that is off is decoded',
    'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { enabled: false, queue_size: many } } }',
    false,
  ],
  [
    'a batch takes the sizer of its queue',
    'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { sizer: requests, batch: { min_size: 1 } } } }',
    false,
  ],
  [
    'a batch with a sizer of its own',
    'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { sizer: requests, batch: { min_size: 1, sizer: items } } } }',
    true,
  ],
  ['rotation with nothing', 'exporters: { file: { path: ./a, append: true, rotation: } }', false],
  [
    'a number that is null is 0',
    'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: { queue_size: null } } }',
    false,
  ],
  ['a text that is null is empty', 'extensions: { health_check: { path: null } }', false],
  ['a list that is null keeps its default', 'service: { telemetry: { metrics: { readers: null } } }', true],
  [
    'an object that is null keeps its default',
    'exporters: { otlp_grpc: { endpoint: "a:1", sending_queue: null } }',
    true,
  ],
  ['no statements', 'processors: { transform: { trace_statements: [] } }', true],
  ['statements that are no list', 'processors: { transform: { trace_statements: } }', false],
  ['an empty statement', 'processors: { transform: { trace_statements: [null] } }', false],
  [
    'a variable that is a text and could be a list',
    'exporters: { otlp_grpc: { endpoint: "a:1", headers: { a: "${env:A:-[a]}" } } }',
    true,
  ],
  [
    'a statement that could be a list',
    'processors: { transform: { trace_statements: [{ context: span, statements: ["${env:A:-[a]}"] }] } }',
    false,
  ],
  [
    'a statement that could be a number',
    'processors: { transform: { trace_statements: ["${env:A:-5}"] } }',
    false,
  ],
  [
    'a condition that could be a list',
    'processors: { filter: { trace_conditions: [{ conditions: ["${env:A:-[a]}"] }] } }',
    false,
  ],
  ['conditions that are no list', 'processors: { filter: { trace_conditions: a } }', false],
  ['a duration as a number', 'processors: { batch: { timeout: 5 } }', true],
  ['a duration without unit as a text', 'processors: { batch: { timeout: "5" } }', false],
  ['a log level as a number', 'service: { telemetry: { logs: { level: -1 } } }', true],
  ['a log level in capitals', 'service: { telemetry: { logs: { level: WARN } } }', true],
  ['an error mode in capitals', 'processors: { transform: { error_mode: IGNORE } }', true],
  ['a compression in capitals', 'exporters: { otlp_grpc: { endpoint: "a:1", compression: GZIP } }', false],
  ['resource attributes as a map', 'service: { telemetry: { resource: { team: shop } } }', true],
  [
    'resource attributes as a list',
    'service: { telemetry: { resource: { attributes: [{ name: team, value: shop }] } } }',
    true,
  ],
  [
    'headers of a reader as a map',
    'service: { telemetry: { metrics: { readers: [{ periodic: { exporter: { otlp: { protocol: http/protobuf, endpoint: "http://a:1", headers: { a: b } } } } }] } } }',
    true,
  ],
  [
    'a key of a reader that is not known',
    'service: { telemetry: { metrics: { readers: [{ pull: { exporter: { prometheus: { hosts: a } } } }] } } }',
    false,
  ],
  [
    'a variable of a text in a list of an attribute',
    'processors: { attributes: { actions: [{ key: a, action: insert, value: [a, "${env:NONE:-b}"] }] } }',
    true,
  ],
  [
    'a variable of a number in a list of an attribute',
    'processors: { attributes: { actions: [{ key: a, action: insert, value: [a, "${env:NONE:-5}"] }] } }',
    false,
  ],
  [
    'a variable of a number in a map of an attribute',
    'processors: { resource: { attributes: [{ key: a, action: insert, value: { b: "${env:NONE:-5}" } }] } }',
    false,
  ],
  [
    'a variable of a list as an attribute',
    'processors: { attributes: { actions: [{ key: a, action: insert, value: "${env:NONE:-[a, 5]}" }] } }',
    true,
  ],
  [
    'a variable of a list with another in its text',
    'processors: { resource: { attributes: [{ key: a, action: insert, value: \'${env:NONE:-[a, "${env:NONE:-5}"]}\' }] } }',
    true,
  ],
];

const binary = await fullestCollector();
const folder = await mkdtemp(join(tmpdir(), 'collector-forms-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(FORMS)('%s', (_, example, isAccepted) => {
  const verdict = ourVerdict([complete(example, schema)], schema, {
    folder,
    env: {},
    readFile: () => '',
    pathKind: () => 'file',
  });
  if (isAccepted) expect(verdict).toBeUndefined();
  else expect(verdict).toBeDefined();
});

(binary ? test : test.skip).each(FORMS)(
  'the real Collector agrees on %s',
  async (name, example, isAccepted) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.yaml`);
    await writeFile(file, complete(example, schema));
    const said = await collectorRun(binary ?? '', { folder, env: {} })([file]);
    if (isAccepted) expect(said).toBeUndefined();
    else expect(said).toMatch(/Error|panic/);
  },
);
