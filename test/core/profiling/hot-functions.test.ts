import { describe, expect, test } from '@jest/globals';
import { callTree } from '../../../src/core/profiling/call-tree.ts';
import { growingSites } from '../../../src/core/profiling/growing-sites.ts';
import { groupByLabel, hotFunctions, valueIndexOf } from '../../../src/core/profiling/hot-functions.ts';
import { mergeProfiles } from '../../../src/core/profiling/merge.ts';
import { profileOf } from './profiles.ts';

const PROFILE = profileOf([
  ['main>handle>burn', 6, { 'http.route': '/a' }],
  ['main>handle>burn>burn', 3, { 'http.route': '/b' }],
  ['main>wait', 1],
]);
const rows = hotFunctions(PROFILE, 0).map(({ name, self, total }) => [name, self, total]);

describe('functions of a profile', () => {
  test('cost in themselves and with what they call, once where they call themselves', () => {
    expect(rows).toEqual([
      ['burn', 9, 9],
      ['wait', 1, 1],
      ['main', 0, 10],
      ['handle', 0, 9],
    ]);
  });

  test('are told apart by label, those without it last', () => {
    const groups = groupByLabel(PROFILE, 'http.route', 0);
    expect(groups.map(({ value, samples }) => [value, samples.length])).toEqual([
      ['/a', 1],
      ['/b', 1],
      [undefined, 1],
    ]);
  });

  test('have a value by its name, else the last', () => {
    expect([valueIndexOf(PROFILE), valueIndexOf(PROFILE, 'samples'), valueIndexOf(PROFILE, 'x')]).toEqual([
      1,
      0,
      undefined,
    ]);
  });

  test('make a tree, without what is small', () => {
    const { value, children } = callTree(PROFILE, 0, 0.2);
    expect(value).toBe(10);
    expect(children.map(({ frame, children: [handle] }) => [frame.name, handle?.frame.name])).toEqual([
      ['main', 'handle'],
    ]);
    expect(children[0]?.children).toHaveLength(1);
  });
});

describe('several profiles', () => {
  test('count together', () => {
    const merged = mergeProfiles([PROFILE, PROFILE]);
    expect(hotFunctions(merged, 0)[0]).toMatchObject({ name: 'burn', self: 18 });
    expect(merged.durationMillis).toBe(120_000);
  });

  test('of heaps are the average: what lives twice is not twice as much', () => {
    const heap = {
      ...PROFILE,
      types: [...PROFILE.types.slice(0, 1), { type: 'inuse_space', unit: 'bytes' }],
      durationMillis: 60_000,
    };
    const merged = mergeProfiles([heap, { ...heap, durationMillis: 90_000 }]);
    expect(hotFunctions(merged, 0)).toEqual(hotFunctions(heap, 0));
    expect(merged.durationMillis).toBe(90_000);
  });

  test('of different kinds do not', () => {
    const other = { ...PROFILE, types: [{ type: 'inuse_space', unit: 'bytes' }] };
    expect(() => mergeProfiles([PROFILE, other])).toThrow(
      /samples\/count, cpu\/nanoseconds, another inuse_space/,
    );
  });
});

test('what grows is told by the function of the application that allocates it', () => {
  const withNode = (count: number) => {
    const profile = profileOf([
      ['main>remember>push', count],
      ['main>other', 50],
    ]);
    return {
      ...profile,
      samples: profile.samples.map((sample) => ({
        ...sample,
        stack: sample.stack.map((frame) => (frame.name === 'push' ? { ...frame, file: 'node:x' } : frame)),
      })),
    };
  };
  const sites = growingSites(withNode(10), withNode(110));
  expect(sites.map(({ frame, bytes }) => [frame.name, bytes])).toEqual([['remember', 1_000_000_000]]);
});
