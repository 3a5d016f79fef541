import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { lintLoaded } from '../../../src/collector/lint/lint.ts';
import { rules } from '../../../src/collector/lint/rules.generated.ts';
import { brokenNodes } from '../broken-nodes.ts';
import { schema, sourcesOf } from './lint-text.ts';

describe('a configuration with one value of the wrong kind', () => {
  test.each(rules.map(({ id, bad }) => [id, bad] as const))('does not throw %s', (id, bad) => {
    const sources = sourcesOf(bad);
    const { node } = loadConfiguration(sources, { env: {}, readFile: () => '' });
    if (!node) throw new Error('it was not read');
    let count = 0;
    for (const each of brokenNodes(node)) {
      lintLoaded({ node: each }, sources, { schema, only: [id] });
      count++;
    }
    expect(count).toBeGreaterThan(100);
  });
});
