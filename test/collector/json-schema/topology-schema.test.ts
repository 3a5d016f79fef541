import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findPackageRoot } from '../../../src/cli/package-root.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { parseTopology } from '../../../src/collector/generate/parse-topology.ts';
import { createTestIo } from '../../cli/test-io.ts';
import { isValid } from './check.ts';

const ROOT = findPackageRoot(import.meta.dirname);

const schemaOf = async (...flags: readonly string[]) => {
  const io = createTestIo();
  await runProgram(['collector', 'schema', '--topology', ...flags], io, ROOT);
  return io;
};

const schema = JSON.parse((await schemaOf()).out);

const EXAMPLE =
  /```yaml\n(topology: [\s\S]*?)```/.exec(
    readFileSync(join(import.meta.dirname, '../../../docs/collector-generate.md'), 'utf8'),
  )?.[1] ?? '';

const HEAD = 'topology: single\n';
const JAEGER = `${HEAD}backends: [{ type: jaeger }]\n`;

/** What the reader takes, the schema takes; what is wrong with one value alone, the schema refuses as well. */
describe.each<[boolean, readonly string[]]>([
  [
    true,
    [
      EXAMPLE,
      JAEGER,
      `${JAEGER}signals: [traces]\nmemoryMib: 1024\nkubernetes: true\nredaction: none\nsampling: production\n`,
      `${JAEGER}listen: { address: 127.0.0.1, protocols: [grpc] }\nhealth: "127.0.0.1:1"\ntelemetry: "127.0.0.1:8889"\n`,
      `${HEAD}backends: [{ type: otlp, endpoint: "a.example:4317", headers: { x-key: "\${env:KEY}" } }]\n`,
    ],
  ],
  [
    false,
    [
      HEAD,
      '- a\n',
      'topology: gatway\nbackends: [{ type: debug }]\n',
      `${HEAD}backends: [{ type: jeager }]\n`,
      `${HEAD}backends: [{ name: a }]\n`,
      `${HEAD}backends: { type: jaeger }\n`,
      `${JAEGER}sampler: production\n`,
      `${JAEGER}signals: [spans]\n`,
      `${JAEGER}memoryMib: -1\n`,
      `${JAEGER}memoryMib: many\n`,
      `${JAEGER}kubernetes: "yes"\n`,
      `${JAEGER}queue: ""\n`,
      `${JAEGER}listen: { protocols: [udp] }\n`,
      `${JAEGER}listen: { tls: { certFile: a, keyFiles: b } }\n`,
      `${JAEGER}tenants: { attribute: tenant.id }\n`,
    ],
  ],
])('%s', (expected, texts) => {
  test.each(texts)('%j', (text) => {
    expect(text).not.toBe('');
    expect([parseTopology(text).faults.length === 0, isValid(schema, parse(text), schema)]).toEqual([
      expected,
      expected,
    ]);
  });
});

test('it has no version', async () => {
  const { exitCode, err } = await schemaOf('--collector-version', '0.155.0');
  expect([exitCode, err]).toEqual([2, expect.stringContaining('leave --collector-version out')]);
});
