import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import type { ConfigNode, Entry } from '../../../src/collector/document/node.ts';
import { lintLoaded } from '../../../src/collector/lint/lint.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { schema, sourcesOf } from './lint-text.ts';

const place = { file: 'rule.yaml', line: 1, column: 1 };

const WRONG: readonly ConfigNode[] = [
  { kind: 'scalar', place, value: null },
  { kind: 'scalar', place, value: 'text' },
  { kind: 'scalar', place, value: -1 },
  { kind: 'scalar', place, value: true },
  { kind: 'list', place, items: [{ kind: 'scalar', place, value: null }] },
  { kind: 'map', place, entries: new Map() },
];

/** The tree with one of its nodes replaced, for each of its nodes. */
const broken = function* (node: ConfigNode, by: ConfigNode): Generator<ConfigNode> {
  yield by;
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries())
      for (const each of broken(item, by)) yield { ...node, items: node.items.with(index, each) };
  if (node.kind === 'map')
    for (const [key, entry] of node.entries)
      for (const value of broken(entry.value, by))
        yield { ...node, entries: new Map<string, Entry>([...node.entries, [key, { ...entry, value }]]) };
};

describe('a configuration with one value of the wrong kind', () => {
  test.each(rules.map(({ id, bad }) => [id, bad] as const))('does not throw %s', (id, bad) => {
    const sources = sourcesOf(bad);
    const { node } = loadConfiguration(sources, { env: {}, readFile: () => '' });
    if (!node) throw new Error('it was not read');
    let count = 0;
    for (const by of WRONG)
      for (const each of broken(node, by)) {
        lintLoaded({ node: each }, sources, { schema, only: [id] });
        count++;
      }
    expect(count).toBeGreaterThan(100);
  });
});
