import { expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { applySourceMaps } from '../../../../src/cli/commands/profile/source-maps.ts';
import type { Frame, Profile } from '../../../../src/core/profiling/profile.ts';
import { profileOf } from '../../../core/profiling/profiles.ts';
import { createTestIo } from '../../test-io.ts';

const SOURCE = `// what a basket costs
interface Item { price: number }
export function priceOfBasket(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + item.price, 0);
}
export const unused = () => priceOfBasket([]);
`;
const built = transformSync(SOURCE, {
  loader: 'ts',
  minify: true,
  format: 'esm',
  sourcemap: true,
  sourcefile: '../src/basket.ts',
});
const column = built.code.indexOf('function ') + 'function '.length + 1;
const FRAME: Frame = { name: 'r', file: 'dist/basket.js', line: 1, column };

const withFrame = (frame: Frame): Profile => {
  const profile = profileOf([['main', 1]]);
  return { ...profile, samples: profile.samples.map((sample) => ({ ...sample, stack: [frame] })) };
};

const place = (frame: Frame, files: Record<string, string>): Frame | undefined =>
  applySourceMaps(withFrame(frame), '/app', createTestIo({ files })).samples[0]?.stack[0];

const EXPECTED = { name: 'priceOfBasket', file: 'src/basket.ts', line: 3 };

test('a function is where it was written, by a map beside its script', () => {
  const files = {
    '/app/dist/basket.js': `${built.code}//# sourceMappingURL=basket.js.map\n`,
    '/app/dist/basket.js.map': built.map,
  };
  expect(place(FRAME, files)).toMatchObject(EXPECTED);
});

test('or inside of it', () => {
  const url = `data:application/json;base64,${Buffer.from(built.map).toString('base64')}`;
  const files = { '/app/dist/basket.js': `${built.code}//# sourceMappingURL=${url}\n` };
  expect(place(FRAME, files)).toMatchObject(EXPECTED);
});

test.each<[string, Frame, Record<string, string>]>([
  ['there is no script', FRAME, {}],
  ['there is no map', FRAME, { '/app/dist/basket.js': built.code }],
  [
    'the map is broken',
    FRAME,
    { '/app/dist/basket.js': built.code, '/app/dist/basket.js.map': '{"version": 3' },
  ],
  ['it is Node’s own', { ...FRAME, file: 'node:fs' }, {}],
  ['it is on another machine', { ...FRAME, file: 'https://cdn.test/a.js' }, {}],
])('it stays where it is where %s', (_, frame, files) => {
  expect(place(frame, files)).toEqual(frame);
});
