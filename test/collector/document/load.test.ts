// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { expect, test } from '@jest/globals';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import { toPlain, valueAt } from '../../../src/collector/document/node.ts';

const ENV = { NAME: 'shop', PORT: '4317', EMPTY: '', LIST: '[a, b]', INNER: 'NAME', SECRET: 'a$b' };
const FILES: Readonly<Record<string, string>> = { 'part.yaml': 'a: 1\nb: [2]', 'text.txt': 'hello' };

const load = (...texts: readonly string[]) =>
  loadConfiguration(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    {
      env: ENV,
      readFile: (path) => {
        const found = FILES[path];
        if (found === undefined) throw Object.assign(new Error('gone'), { code: 'ENOENT' });
        return found;
      },
    },
  );

const valueIn = (text: string): unknown => {
  const { node } = load(`value: ${text}`);
  return node && (toPlain(node) as { value: unknown }).value;
};

test.each<readonly [string, unknown]>([
  ['${env:NAME}', 'shop'],
  ['${NAME}', 'shop'],
  ['${env:PORT}', 4317],
  ['"${env:PORT}"', 4317],
  ['host:${env:PORT}', 'host:4317'],
  ['${env:GONE:-fallback}', 'fallback'],
  ['${env:EMPTY:-fallback}', 'fallback'],
  ['${env:GONE}', null],
  ['a${env:GONE}b', 'ab'],
  ['${env:LIST}', ['a', 'b']],
  ['${env:${env:INNER}}', 'shop'],
  ['$${env:NAME}', '${env:NAME}'],
  ['$1', '$1'],
  ['${file:part.yaml}', { a: 1, b: [2] }],
  ['${file:text.txt}', 'hello'],
  ['"${yaml:c: 3}"', { c: 3 }],
  ['0777', 511],
  ['1_000', 1000],
  ['0b101', 5],
  ['"0777"', '0777'],
  ['1e3', 1000],
  ['yes', 'yes'],
])('%s becomes %j', (text, expected) => expect(valueIn(text)).toEqual(expected));

test('maps are merged, lists and texts replaced; each value keeps the place of its own file', () => {
  const { node } = load('a: { b: 1, c: [1, 2] }\nd: x\n', 'a:\n  c: [3]\n  e: 4\nd: y\n');
  expect(node && toPlain(node)).toEqual({ a: { b: 1, c: [3], e: 4 }, d: 'y' });
  expect(valueAt(node, ['a', 'b'])?.place).toEqual({ file: '0.yaml', line: 1, column: 9 });
  expect(valueAt(node, ['a', 'c', 0])?.place).toEqual({ file: '1.yaml', line: 2, column: 7 });
});

test('a fault of one file does not hide those of another', () => {
  const { problems } = load('a: [', '\tb: 1');
  expect(new Set(problems.map(({ place }) => place.file))).toEqual(new Set(['0.yaml', '1.yaml']));
});

test('variables that are not set are told once each', () => {
  const { unset, problems } = load('a: ${env:ONE}\nb: ${env:TWO}${env:ONE}\n');
  expect(unset).toEqual(['ONE', 'TWO']);
  expect(problems.map(({ severity, place }) => `${severity} ${place.line}:${place.column}`)).toEqual([
    'warning 1:4',
    'warning 2:4',
  ]);
});
