import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { shellQuoted } from '../../src/cli/shell-quoted.ts';

const WORDS = [
  '/srv/otel/collector.yaml',
  '--config=collector.yaml',
  'module@v0.155.0',
  'a folder/collector.yaml',
  "it's.yaml",
  'C:\\otel',
  '$HOME/*.yaml',
  '-s -w',
  '',
];

test.each(WORDS)('%j reaches a program as it is', (word) => {
  const script = `printf %s ${shellQuoted(word, 'linux')}`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(word);
});

test('what is harmless has no quotes', () => {
  expect(WORDS.slice(0, 3).map((word) => shellQuoted(word, 'linux'))).toEqual(WORDS.slice(0, 3));
});

test.each([
  ['C:\\otel\\collector.yaml', 'C:\\otel\\collector.yaml'],
  ['C:\\Program Files\\otel', '"C:\\Program Files\\otel"'],
])('on Windows: %s', (word, expected) => expect(shellQuoted(word, 'win32')).toBe(expected));
