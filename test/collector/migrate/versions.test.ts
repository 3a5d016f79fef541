// Each version that changes more than names: one configuration that it changes, or says something of.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import type { Migrated } from '../../../src/collector/migrate/migrate.ts';
import { compareVersions } from '../../../src/collector/migrate/version.ts';
import { migrations } from '../../../src/collector/migrations.generated.ts';
import { COMPONENT_KINDS } from '../../../src/collector/schema/schema.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { fullestCollector } from '../../backends/fullest-collector.ts';
import { collectorRun, restrictSchema } from '../differential/collector-run.ts';
import { schema } from '../lint/lint-text.ts';
import { wholeOf } from './cases.ts';
import { migrated } from './migrated.ts';
import { VERSION_CASES, type VersionCase } from './versions.ts';

const NEWEST = '0.155.0';

const textOf = ({ sources }: Migrated): string => sources[0]?.text ?? '';

/** What is left keeps the newest Collector from taking it: somebody has to decide. */
const IS_REFUSED = ['0.115.0', '0.129.0'];

/** All that the Collector may have against a configuration that is right: it wants a cluster to start in. */
const NOT_IN_CLUSTER = /unable to load k8s config/;

const ENV = { KAFKA_PASSWORD: 'of a test', TEAM: 'payments', K8S_NODE_NAME: 'node-1' };

test('each version that changes more than names has a case', () => {
  const changing = migrations.filter(({ check }) => check).map(({ version }) => version);
  expect(VERSION_CASES.map(({ version }) => version).toSorted()).toEqual(changing.toSorted());
});

describe.each(VERSION_CASES)('$version', ({ version, from, old, now, said }) => {
  test('makes of it what is written, and says so', () => {
    const result = migrated(old, version, from);
    expect(textOf(result)).toBe(now);
    const messages = [...result.changes, ...result.left, ...result.notices]
      .filter(({ id }) => id === version)
      .map(({ message }) => message);
    expect(messages).toEqual(said);
  });

  test('changes nothing a second time', () => {
    const again = migrated(now, version, version);
    expect(textOf(again)).toBe(now);
    expect(again.changes).toEqual([]);
  });

  test('is no matter of the version before', () => {
    const before = migrations
      .map((each) => each.version)
      .filter((each) => compareVersions(each, version) < 0)
      .toSorted(compareVersions)
      .at(-1);
    expect(textOf(migrated(old, before ?? '0.78.0', from))).toBe(old);
  });

  test('is the same in the newest version, by way of this one or at once', () => {
    const newest = textOf(migrated(old, NEWEST, from));
    expect(textOf(migrated(now, NEWEST, from))).toBe(newest);
    expect(textOf(migrated(newest, NEWEST))).toBe(newest);
  });

  test('is right for the newest version, unless somebody has to decide', () => {
    const text = wholeOf(textOf(migrated(old, NEWEST, from)));
    const { problems } = validateConfiguration([{ name: 'a.yaml', text }], {
      schema,
      env: ENV,
      readFile: () => '',
    });
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    if (IS_REFUSED.includes(version)) expect(errors).not.toEqual([]);
    else expect(errors).toEqual([]);
  });
});

const binary = await fullestCollector();
const folder = await mkdtemp(join(tmpdir(), 'migrate-versions-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const own = binary ? await restrictSchema(schema, binary) : schema;

/** All of what it is made of is in the Collector of the tests. */
const isBuiltIn = (text: string): boolean => {
  const { node } = loadConfiguration([{ name: 'a.yaml', text }], { env: {}, readFile: () => '' });
  return COMPONENT_KINDS.every((kind) => {
    const section = node?.kind === 'map' ? node.entries.get(kind)?.value : undefined;
    const ids = section?.kind === 'map' ? [...section.entries.keys()] : [];
    return ids.every((id) => own[kind][id.split('/')[0] as string]);
  });
};

(binary ? describe : describe.skip)('the real Collector', () => {
  const newest = ({ old, from }: VersionCase): string => wholeOf(textOf(migrated(old, NEWEST, from)));
  const known = VERSION_CASES.filter((each) => isBuiltIn(newest(each)));
  test('has what some of them need', () => expect(known.length).toBeGreaterThan(8));
  test.each(known)('judges what becomes of that of $version', async (each) => {
    const file = join(folder, `${each.version}.yaml`);
    await writeFile(file, newest(each));
    const said = await collectorRun(binary ?? '', { folder, env: ENV })([file]);
    if (IS_REFUSED.includes(each.version)) expect(said).toBeDefined();
    else if (!NOT_IN_CLUSTER.test(said ?? '')) expect(said).toBeUndefined();
  });
});
