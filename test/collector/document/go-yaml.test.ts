// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parseDocument } from 'yaml';
import { readYaml } from '../../../src/collector/document/read.ts';
import { requireServer } from '../../backends/find-server.ts';
import { collectorRun } from '../differential/collector-run.ts';

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
  ['a: "\\/"', '1:4'],
  ['a: "\\x41\\u00e9\\e\\_"'],
  ['a: "\\ud83d\\ude00"', '1:4'],
  ['a: "\\\\ud83d"'],
  ['a: b\u0001', '1:5'],
  ['a: b\u007f', '1:5'],
  ['a: "b\u0007"', '1:6'],
  ['%YAML 1.2\n---\na: b\n', '1:1'],
  ['%YAML 1.1\n---\na: b\n'],
  ['# a\n%TAG ! !a\n---\na: b\n'],
  ['%FOO\n---\na: b\n', '1:1'],
  ['a: &b.c d\ne: *b.c\n', '1:9'],
  ['a: &b-c_1 d\ne: *b-c_1\n'],
];

const binary = await requireServer('otelcol');
const folder = await mkdtemp(join(tmpdir(), 'go-yaml-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const run = collectorRun(binary ?? '', { folder, env: {} });

describe.each(TEXTS.map(([text, place]) => ({ text, place })))('$text', ({ text, place }) => {
  test('is read, or not', () => {
    const [problem] = readYaml(text, 'a.yaml').problems;
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
  ['0X1f', 31],
  ['+0x1f', 31],
  ['0B11', 3],
  ['-0O17', -15],
  ['1_000', 1000],
  ['_1', '_1'],
  ['0777', 511],
])('%s is %p', (text, value) => {
  expect(readYaml(`a: ${text}`, 'a.yaml').node).toMatchObject({
    entries: new Map([['a', expect.objectContaining({ value: expect.objectContaining({ value }) })]]),
  });
});

test.each(TEXTS.filter(([, place]) => place !== undefined).map(([text]) => text))(
  '%j is read where the Collector does not read it, or is no YAML at all',
  (text) => {
    const problems = readYaml(text, 'a.yaml', true).problems.length;
    expect(problems).toBe(parseDocument(text).errors.length);
  },
);
