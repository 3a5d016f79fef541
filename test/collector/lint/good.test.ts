import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { lintSources, shown } from './lint-text.ts';

const folder = join(import.meta.dirname, 'good');

// Configurations as people run them with care: a rule that warns of one cries wolf.
test.each(readdirSync(folder))('%s has nothing that is a warning or an error', (name) => {
  const found = lintSources([{ name, text: readFileSync(join(folder, name), 'utf8') }]);
  expect(shown(found.filter(({ severity }) => severity !== 'note'))).toEqual([]);
});
