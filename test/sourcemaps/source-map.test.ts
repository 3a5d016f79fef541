import { describe, expect, test } from '@jest/globals';
import { openSourceMap } from '../../src/sourcemaps/source-map.ts';

const MAP = {
  version: 3,
  sources: ['../src/a.js'],
  names: ['pay'],
  mappings: 'AAAAA,IACC',
  sourcesContent: ['pay()\n next()\n'],
};
const open = (map: unknown, path = 'dist/a.js.map') => openSourceMap(JSON.stringify(map), path);

test('a place, with its name', () => {
  const map = open({ ...MAP, debugId: 'AB', ignoreList: [0] });
  expect(map.debugId).toBe('ab');
  expect(map.originalOf(1, 1)).toEqual({
    source: 'src/a.js',
    line: 1,
    column: 1,
    name: 'pay',
    isExact: true,
    isIgnored: true,
  });
  expect(map.originalOf(1, 7)).toMatchObject({ line: 2, column: 2, isExact: false, name: undefined });
  expect(map.originalOf(2, 1)).toBeUndefined();
  expect(map.contentOf('src/a.js')).toBe('pay()\n next()\n');
});

test('behind the line against inclusion as a script', () => {
  expect(openSourceMap(`)]}'\n${JSON.stringify(MAP)}`, 'a.map').originalOf(1, 1)).toBeDefined();
});

test('sections, and sections within them', () => {
  const at = (line: number, column: number, map: unknown) => ({ offset: { line, column }, map });
  const inner = { version: 3, sections: [at(0, 10, { ...MAP, sources: ['b.js'], sourceRoot: 'lib' })] };
  const map = open({ version: 3, sections: [at(0, 0, MAP), at(3, 5, inner)] });
  expect(map.originalOf(1, 1)).toMatchObject({ source: 'src/a.js', name: 'pay' });
  expect(map.originalOf(4, 16)).toMatchObject({ source: 'dist/lib/b.js', line: 1, name: 'pay' });
});

const deep = (depth: number): unknown =>
  depth === 0 ? MAP : { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: deep(depth - 1) }] };

describe('what cannot be used', () => {
  test.each<[fault: RegExp, map: unknown]>([
    [/not a JSON object/, []],
    [/not a JSON object/, null],
    [/version 2/, { ...MAP, version: 2 }],
    [/version undefined/, {}],
    [/no mappings/, { ...MAP, mappings: undefined }],
    [/"!" in its mappings at 2/, { ...MAP, mappings: 'AA!A' }],
    [/no list of sources/, { ...MAP, sources: 'a.js' }],
    [/names that are no texts/, { ...MAP, names: [{}] }],
    [/sourcesContent/, { ...MAP, sourcesContent: 'x' }],
    [/without an offset: sections\[0\]/, { version: 3, sections: [{ map: MAP }] }],
    [/elsewhere/, { version: 3, sections: [{ offset: { line: 0, column: 0 }, url: 'http://x' }] }],
    [
      /sections\[0\]\.map has version 1/,
      { version: 3, sections: [{ offset: { line: 0, column: 0 }, map: { version: 1 } }] },
    ],
    [/more than 8 deep/, deep(12)],
  ])('%s', (fault, map) => expect(() => open(map)).toThrow(fault));

  test('no JSON', () => expect(() => openSourceMap('<html>', 'a.map')).toThrow(/is not JSON/));
  test('JSON without end', () =>
    expect(() => openSourceMap('['.repeat(200_000), 'a.map')).toThrow(/is not JSON|cannot be decoded/));
});

describe('what is not true', () => {
  test.each<[fault: RegExp, mappings: string]>([
    [/points to source 5, of which there are 1/, 'AKAA'],
    [/points to source -1/, 'ADAA'],
    [/points to line 0/, 'AADA'],
    [/points to line 1001 of src\/a\.js, which has 3/, 'AAw+BA'],
  ])('%s', (fault, mappings) => {
    const map = open({ ...MAP, mappings });
    expect(() => map.originalOf(1, 1)).toThrow(fault);
  });

  test.each(['AAAAZ', 'A', 'AA', 'AAA', 'AAAA/////////////', ',,;;,', 'gggggg'])('%j ends', (mappings) => {
    const map = open({ ...MAP, mappings });
    try {
      map.originalOf(1, 1);
    } catch (error) {
      expect(error).toHaveProperty('name', 'SourceMapFault');
    }
  });
});

test('a map of 50 megabytes', () => {
  const lines = 250_000;
  const text = JSON.stringify({
    ...MAP,
    mappings: `${'AACA,IAAI,IAAI,IAAI;'.repeat(lines)}`,
    sourcesContent: [
      'x'
        .repeat(180)
        .concat('\n')
        .repeat(lines + 1),
    ],
  });
  expect(text.length).toBeGreaterThan(50_000_000);
  expect(openSourceMap(text, 'a.map').originalOf(200_000, 1)).toMatchObject({ source: 'src/a.js' });
}, 60_000);
