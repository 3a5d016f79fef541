import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { recorderOf } from '../../../scripts/rrweb-recorder.ts';

const published = readFileSync(
  join(import.meta.dirname, '../../../node_modules/rrweb/dist/rrweb.js'),
  'utf8',
);

test('the recorder has no worker, no code from text and no replayer', () => {
  const recorder = recorderOf(published);
  for (const what of ['new Worker', 'new Blob', 'eval(', 'new Function', 'createObjectURL', 'class Replayer'])
    expect({ what, has: recorder.includes(what) }).toEqual({ what, has: false });
});

test.each([
  [
    'a part that is gone',
    '// src/record/mutation.ts',
    '// src/record/other.ts',
    /no part "src\/record\/mutation.ts"/,
  ],
  [
    'a parser that is gone',
    'var require_picocolors_browser$1 = ',
    'var other = ',
    /the CSS parser was not found/,
  ],
  [
    'code that has changed',
    'old.setAttribute("style", m.oldValue)',
    'old.reset()',
    /expected "old.setAttribute/,
  ],
])('%s in another version is an error of the build', (_what, from, to, message) => {
  expect(published).toContain(from);
  expect(() => recorderOf(published.replace(from, () => to))).toThrow(message);
});
