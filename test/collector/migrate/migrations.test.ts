import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadConfiguration, type SourceFile } from '../../../src/collector/document/load.ts';
import type { ConfigNode } from '../../../src/collector/document/node.ts';
import { type Migrated, migrate } from '../../../src/collector/migrate/migrate.ts';
import { migrations } from '../../../src/collector/migrations.generated.ts';
import { COMPONENT_KINDS } from '../../../src/collector/schema/schema.ts';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { run } from '../../backends/run.ts';
import { schema } from '../lint/lint-text.ts';
import { CASES, wholeOf } from './cases.ts';

const binary = await fullestCollector();

const load = (sources: readonly SourceFile[]): ConfigNode => {
  const { node, problems } = loadConfiguration(sources, { env: {}, readFile: () => '' });
  expect(problems).toEqual([]);
  return node as ConfigNode;
};

const migrated = (texts: readonly string[], to = '0.155.0'): Migrated =>
  migrate(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    { to, schema, load },
  );

const textsOf = ({ sources }: Migrated): readonly string[] => sources.map(({ text }) => text);

test('each former name that the components themselves have is in the version that renamed it', () => {
  const known = migrations.flatMap(({ renames = [] }) =>
    renames.map(({ kind, from, to }) => `${kind} ${from} ${to}`),
  );
  const dumped = COMPONENT_KINDS.flatMap((kind) =>
    Object.values(schema[kind])
      .filter(({ deprecatedAlias }) => deprecatedAlias !== undefined)
      .map(({ type, deprecatedAlias }) => `${kind} ${deprecatedAlias} ${type}`),
  );
  expect(dumped.length).toBeGreaterThan(5);
  expect(known).toEqual(expect.arrayContaining(dumped));
  expect(new Set(known).size).toBe(known.length);
});

test('each migration says which changelog it is from', () => {
  for (const { version, sources } of migrations) {
    expect(version).toMatch(/^0\.\d+\.0$/);
    expect(sources.join()).toMatch(/^https:\/\//);
  }
});

describe.each(CASES)('$name', ({ before, after, left = [] }) => {
  test('becomes what is written', () => {
    const result = migrated([before]);
    expect(textsOf(result)).toEqual([after]);
    expect(result.left.map(({ message }) => message)).toEqual(left);
  });
  test('once', () => {
    const again = migrated([after]);
    expect(textsOf(again)).toEqual([after]);
    expect(again.changes).toEqual([]);
  });
});

describe('the target version', () => {
  const text = 'exporters: { otlphttp: {} }\nconnectors: { spanmetrics: {} }\n';
  test.each<readonly [string, string]>([
    ['0.143.0', text],
    ['0.144.0', text.replace('otlphttp', 'otlp_http')],
    ['0.150.0', text.replace('otlphttp', 'otlp_http')],
    ['0.151.0', text.replace('otlphttp', 'otlp_http').replace('spanmetrics', 'span_metrics')],
  ])('%s', (to, expected) => {
    expect(textsOf(migrated([text], to))).toEqual([expected]);
  });
});

test('a name is changed in every file, and all its references', () => {
  const base =
    'exporters: { otlphttp/a: {} }\nservice: { pipelines: { traces: { exporters: [otlphttp/a] } } }\n';
  const over =
    'exporters: { otlphttp/a: { timeout: 5s } }\nservice: { pipelines: { traces: { exporters: [ otlphttp/a ] } } }\n';
  expect(textsOf(migrated([base, over]))).toEqual(
    [base, over].map((each) => each.replaceAll('otlphttp', 'otlp_http')),
  );
});

(binary ? describe : describe.skip)('the real Collector', () => {
  let folder = '';
  let known: ReadonlySet<string> = new Set();
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'binnacle-migrate-'));
    const listed = await run(binary ?? '', ['components']);
    known = new Set([...listed.matchAll(/- name: (\S+)/g)].map(([, type]) => type as string));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(CASES.map((each, index) => [each.name, each, index] as const))(
    'judges as expected: %s',
    async (_, { after, isRefused }, index) => {
      const path = join(folder, `${index}.yaml`);
      await writeFile(path, wholeOf(after));
      const answer = await run(binary ?? '', ['validate', `--config=${path}`], { cwd: folder }).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
      // A Collector built with fewer components cannot judge this example.
      const missing = /unknown type: "(\w+)"/.exec(answer)?.[1];
      if (missing !== undefined && !known.has(missing)) return;
      if (isRefused) expect(answer).not.toBe('accepted');
      else expect(answer).toBe('accepted');
    },
  );
});
