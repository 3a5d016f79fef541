import { expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { createContext } from '../../../src/collector/lint/context.ts';
import { migrations } from '../../../src/collector/migrations.generated.ts';
import { brokenNodes } from '../broken-nodes.ts';
import { schema } from '../lint/lint-text.ts';
import { FIXTURES, readFixture } from './fixtures.ts';

test.each(FIXTURES.map(({ name }) => name))(
  '%s with one value of the wrong kind throws nowhere',
  async (name) => {
    const { old } = await readFixture(name);
    const sources = [{ name: 'a.yaml', text: old }];
    const { node } = loadConfiguration(sources, { env: {}, readFile: () => '' });
    if (!node) throw new Error('it was not read');
    let count = 0;
    for (const each of brokenNodes(node)) {
      // Its texts are read again for every tree otherwise.
      const context = { ...createContext(each, [], schema), sources: count === 0 ? sources : [] };
      for (const { check } of migrations)
        for (const { message } of check?.(context) ?? []) expect(message).not.toBe('');
      count++;
    }
    expect(count).toBeGreaterThan(50);
  },
);
