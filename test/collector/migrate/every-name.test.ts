// Every name that a version changed or took away, wherever a configuration has it.
import { describe, expect, test } from '@jest/globals';
import { loadConfiguration, type SourceFile } from '../../../src/collector/document/load.ts';
import type { ConfigNode } from '../../../src/collector/document/node.ts';
import { type Migrated, migrate } from '../../../src/collector/migrate/migrate.ts';
import { compareVersions } from '../../../src/collector/migrate/version.ts';
import { migrations } from '../../../src/collector/migrations.generated.ts';
import { schema } from '../lint/lint-text.ts';

const load = (sources: readonly SourceFile[]): ConfigNode => {
  const { node, problems } = loadConfiguration(sources, { env: {}, readFile: () => '' });
  expect(problems).toEqual([]);
  return node as ConfigNode;
};

const migrated = (text: string, to: string): Migrated =>
  migrate([{ name: 'a.yaml', text }], { to, schema, load });

/** A component with comments, and everything that can name it. */
const namedEverywhere = (kind: string, id: string): string => {
  const component = `${kind}:\n  # why it is there\n  ${id}: # here\n`;
  if (kind === 'extensions') return `${component}service:\n  extensions: [${id}] # started\n`;
  const lists = kind === 'connectors' ? ['exporters', 'receivers'] : [kind];
  const pipelines = lists.map((list, index) => `    traces/${index}:\n      ${list}: [${id}] # used\n`);
  return `${component}service:\n  pipelines:\n${pipelines.join('')}`;
};

const renames = migrations.flatMap(({ version, renames: all = [] }) =>
  all.map(({ kind, from, to }) => ({ version, kind, from, to })),
);

describe.each(renames)('$kind $from', ({ version, kind, from, to }) => {
  test.each(['', '/one'])(
    `is ${to}%s from ${version} on, comments stay, and a second run changes nothing`,
    (name) => {
      const before = namedEverywhere(kind, from + name);
      const after = namedEverywhere(kind, to + name);
      const first = migrated(before, version);
      expect(first.sources[0]?.text).toBe(after);
      expect(first.changes.map(({ message }) => message)).toContainEqual(
        expect.stringContaining(`is now called "${to}"`),
      );
      const second = migrated(after, version);
      expect(second.sources[0]?.text).toBe(after);
      expect(second.changes).toEqual([]);
    },
  );

  test('is what it was in the versions before', () => {
    const before = namedEverywhere(kind, from);
    const earlier = migrations
      .map((each) => each.version)
      .filter((each) => compareVersions(each, version) < 0)
      .toSorted(compareVersions)
      .at(-1);
    if (earlier !== undefined) expect(migrated(before, earlier).sources[0]?.text).toBe(before);
  });
});

const removals = migrations.flatMap(({ version, removals: all = [] }) =>
  all.map(({ kind, type }) => ({ version, kind, type })),
);

test.each(removals)(
  '$kind $type is gone from $version on, which somebody has to decide',
  ({ version, kind, type }) => {
    const before = namedEverywhere(kind, type);
    const { sources, left } = migrated(before, version);
    expect(sources[0]?.text).toBe(before);
    expect(left.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(new RegExp(`^${kind}\\.${type}: is not there any more; .`)),
    );
  },
);
