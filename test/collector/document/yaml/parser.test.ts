// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readYaml } from '../../../../src/collector/document/read.ts';
import { requireServer } from '../../../backends/find-server.ts';
import { collectorRun } from '../../differential/collector-run.ts';

/** Texts, and where the Collector's reader of YAML gives up; nothing where it does not. */
const TEXTS: readonly (readonly [string, string?])[] = [
  ['a: { b: ":4317" }'],
  ['a: { b: :4317 }', '1:9'],
  ['a: [:4317]', '1:5'],
  ['a: { b: c:4317 }'],
  ['a:\n  b: :4317\n'],
  ['a: { b: http://c/?d=e }', '1:9'],
  ['a: { b: "http://c/?d=e" }'],
  ['a: http://c/?d=e'],
  ['a: [b, c?]', '1:8'],
  ['a: { b: { c: ?d } }', '1:14'],
  ['a: { b?: c }', '1:6'],
  ['a: [b] # what?'],
  ["a: '\\''", '1:4'],
  ["a: 'b''", '1:4'],
  ["a: 'b''c'"],
  ['a: "b\\"', '1:4'],
  ['a: "b\\\\"'],
  ['a: "\\/"', '1:5'],
  ['a: "\\x41\\u00e9\\e\\_"'],
  ['a: "\\ud83d\\ude00"', '1:5'],
  ['a: "\\\\ud83d"'],
  ['a: b\u0001', '1:5'],
  ['a: b\u007f', '1:5'],
  ['a: "b\u0007"', '1:6'],
  ['%YAML 1.2\n---\na: b\n', '1:1'],
  ['%YAML 1.1\n---\na: b\n'],
  ['# a\n%TAG ! !a\n---\na: b\n'],
  ['%FOO\n---\na: b\n', '1:1'],
  ['a: &b.c d\ne: *b.c\n', '1:4'],
  ['a: &b-c_1 d\ne: *b-c_1\n'],
  // Tabs: not where an indentation may be, and anywhere else.
  ['a:\n\tb: c\n', '2:1'],
  ['a:\tb\n'],
  ['a: |\n\tb\n', '2:1'],
  ['-\ta', '1:2'],
  ['# a\n\t# b\na: b\n'],
  ['?\t# a\n  b\n'],
  // Flow collections.
  ['a: [\nb,\nc]\n'],
  ['a: { b:\nc }\n'],
  ['a: [-]'],
  ['a: [- b]', '1:5'],
  ['a: {b: c:}'],
  ['a: {b: c: d}', '1:9'],
  ['a: [b', '1:4'],
  ['a: {b: c', '1:4'],
  ['a: [b}', '1:6'],
  // The comma is of the tag.
  ['a: [!!str, b]'],
  ['a: [!!str b, c]'],
  ['a: {: b}', '1:5'],
  ['a: {? b, c}'],
  ['a: [? b : c]'],
  // Comments need no space in front of them.
  ['a: "b"#c'],
  ['a: b#c'],
  // Texts on several lines.
  ['a: "b\nc"\n'],
  ['a: b\nc: d\n  e\n'],
  ['a: "b', '1:4'],
  ['a: "b\n---\n"', '1:4'],
  // Keys.
  [': a', '1:1'],
  ['a: b: c', '1:5'],
  ['a\nb: c', '2:2'],
  ['a: b\nc\n', '2:1'],
  ['a:\n  b: c\n d: e', '3:2'],
  ['a: - b', '1:4'],
  ['? [a]\n: b', '1:3'],
  ['a: b\n"a": c', '2:1'],
  [`a: b\n${'k'.repeat(1030)}: c\n`, '2:1'],
  // Line ends of YAML 1.1.
  ['a: b\rc: d\u0085e: f\u2028g: h'],
  ['a: b\u00a0c'],
  // Tags and anchors.
  ['a: !!int b', '1:10'],
  ['a: !!float 1'],
  ['a: !x!y b', '1:4'],
  ['%TAG !x! y\n---\na: !x!y b'],
  ['a: &b\nc: *b\n'],
  ['a: &b {c: *b}', '1:11'],
  ['a: *b', '1:4'],
  ['a: @b', '1:4'],
  ['a: b\n---\nc: ['],
  ['[]a: b'],
  ['a: |x\n  b', '1:4'],
  ['a: |0\n  b', '1:5'],
];

const binary = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'collector-yaml-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const run = collectorRun(binary ?? '', { folder, env: {} });

describe.each(TEXTS.map(([text, place]) => ({ text, place })))('$text', ({ text, place }) => {
  test('is read, or not', () => {
    const problem = readYaml(text, 'a.yaml').problems.find(({ severity }) => severity === 'error');
    expect(problem && `${problem.place.line}:${problem.place.column}`).toBe(place);
  });

  (binary ? test : test.skip)('as by the real Collector', async () => {
    const file = join(folder, 'a.yaml');
    await writeFile(file, text);
    const said = await run([file]);
    if (place === undefined) expect(said).not.toContain('not valid YAML');
    else expect(said).toContain('not valid YAML');
  });
});

test.each([
  'a: { b: :4317 }',
  'a: { b: http://c/?d=e }',
  'a: "\\/"',
  '%YAML 1.2\n---\na: b\n',
  'a: &b.c d\ne: *b.c\n',
])('%j is read where the Collector does not read it', (text) => {
  expect(readYaml(text, 'a.yaml', true).problems).toEqual([]);
  expect(readYaml(text, 'a.yaml').problems).toHaveLength(1);
});

test('what is no YAML at all is told there as well', () => {
  expect(readYaml('a: [b\n', 'a.yaml', true).problems).not.toEqual([]);
});
