import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { requireServer } from '../../backends/find-server.ts';
import { schema } from '../validate/schema.ts';
import { collectorRun } from './collector-run.ts';

const binary = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'collector-start-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Port 0 is one that is free; the Collector's own metrics are off. */
const configuration = (exporter: string, processor = '', extensions = ''): string => `
extensions: { ${extensions} }
receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:0" } } } }
processors: { ${processor} }
exporters: { otlp_grpc: { endpoint: "127.0.0.1:1", ${exporter} } }
service:
  telemetry: { metrics: { level: none } }
  extensions: [${extensions.split(':')[0]}]
  pipelines: { traces: { receivers: [otlp], processors: [${processor.split(':')[0]}], exporters: [otlp_grpc] } }
`;

const logging = (path: string): string =>
  configuration('').replace(
    'metrics: { level: none }',
    `metrics: { level: none }, logs: { output_paths: ["${path}"] }`,
  );

const CASES = [
  [
    'a policy of an unknown type',
    configuration('', 'tail_sampling: { policies: [{ name: a, type: sometimes }] }'),
    'fails-to-start',
  ],
  [
    'two policies of one name',
    configuration(
      '',
      'tail_sampling: { policies: [{ name: a, type: always_sample }, { name: a, type: latency }] }',
    ),
    'fails-to-start',
  ],
  [
    'storage that nothing provides',
    configuration('sending_queue: { storage: file_storage }'),
    'missing-extension',
  ],
  [
    'authentication that nothing provides',
    configuration('auth: { authenticator: basicauth }'),
    'missing-extension',
  ],
  [
    'storage by what stores nothing',
    configuration(
      'sending_queue: { storage: health_check }',
      '',
      'health_check: { endpoint: "127.0.0.1:0" }',
    ),
    'missing-extension',
  ],
  [
    'a server at the name of no machine',
    configuration('').replace('127.0.0.1:0', 'gone.invalid:4318'),
    'fails-to-start',
  ],
  ['a certificate that is not there', configuration('tls: { ca_file: ./gone.pem }'), 'missing-file'],
  ['a log that goes nowhere', logging('tcp://a:1'), 'fails-to-start'],
  ['a log in a folder that is not there', logging('./gone/collector.log'), 'missing-file'],
] as const;

const startCollector = (file: string): Promise<number | string | null | undefined> =>
  new Promise((resolve) => {
    // It would run on: whoever starts is stopped, which is no exit by itself.
    execFile(binary ?? '', [`--config=${file}`], { cwd: folder, timeout: 10_000 }, (error) =>
      resolve(error ? error.code : 0),
    );
  });

(binary ? describe : describe.skip)('what `otelcol validate` accepts, and what does not start', () => {
  test.each(CASES)(
    '%s',
    async (name, text, id) => {
      const file = join(folder, `${name.replaceAll(' ', '-')}.yaml`);
      await writeFile(file, text);
      expect(await collectorRun(binary ?? '', { folder, env: {} })([file])).toBeUndefined();
      expect(await startCollector(file)).toBe(1);
      const { problems } = validateConfiguration([{ name: 'a.yaml', text }], {
        schema,
        env: {},
        readFile: () => '',
        pathKind: () => 'missing',
      });
      expect(problems.map((problem) => problem.id)).toContain(id);
    },
    30_000,
  );
});
