import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { presets } from '../../../src/core/sampling/presets.generated.ts';
import { lintSources, shown } from './lint-text.ts';

const folder = join(import.meta.dirname, '../../../collector');

const source = async (path: string) => ({ name: path, text: await readFile(join(folder, path), 'utf8') });

const own = [await source('collector.yaml'), await source('redaction.yaml')];

test('collector.yaml has nothing that is not explained in it', () => {
  expect(shown(lintSources(own))).toEqual([]);
});

test.each(presets.map(({ id }) => id))('nor has it with sampling/%s.yaml', async (id) => {
  const sources = [...own, await source(`sampling/${id}.yaml`)];
  expect(shown(lintSources(sources))).toEqual([]);
});
