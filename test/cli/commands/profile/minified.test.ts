import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';

const run = promisify(execFile);
const dist = join(import.meta.dirname, '../../../../dist');

/** The function that uses the time is in the second file, with types and comments that are not in the bundle. */
const BASKET = `// what a basket costs
export interface Item {
  readonly price: number;
}

export const priceOfBasket = (items: readonly Item[], until: number): number => {
  let sum = 0;
  while (performance.now() < until) for (const { price } of items) sum += Math.sqrt(price);
  return sum;
};
`;
const SHOP = `import { type Item, priceOfBasket } from './pricing/basket.ts';

const items: readonly Item[] = Array.from({ length: 1_000 }, (_, price) => ({ price }));
export function checkOut(millis: number): number {
  return priceOfBasket(items, performance.now() + millis);
}
console.log(checkOut(600) > 0);
`;

/** Of the one by `@datadog/pprof`, on Node 22 the other takes its place. */
const ENGINES = ['inspector', 'auto'] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'binnacle-minified-'));
  await mkdir(join(folder, 'src/pricing'), { recursive: true });
  await writeFile(join(folder, 'src/pricing/basket.ts'), BASKET);
  await writeFile(join(folder, 'src/shop.ts'), SHOP);
  buildSync({
    absWorkingDir: folder,
    entryPoints: ['src/shop.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    sourcemap: true,
    outfile: 'out/shop.mjs',
  });
  for (const engine of ENGINES)
    await run(process.execPath, ['--import', join(dist, 'node/register.js'), 'out/shop.mjs'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        OTEL_SERVICE_NAME: 'shop',
        OTEL_TRACES_EXPORTER: 'none',
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        BINNACLE_PROFILING: 'true',
        BINNACLE_PROFILING_ENGINE: engine,
        BINNACLE_PROFILING_DIR: engine,
      },
    });
}, 30_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Hot {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly self: number;
}

const profile = async (engine: string, ...argv: readonly string[]): Promise<string> => {
  const files = (await readdir(join(folder, engine))).filter((name) => name.includes('-cpu-'));
  expect(files).toHaveLength(1);
  const [command = '', ...options] = argv;
  const args = ['profile', command, ...options, `${engine}/${files[0]}`];
  return (await run(process.execPath, [join(dist, 'cli/main.js'), ...args], { cwd: folder })).stdout;
};
const text = (source: string, line: number): string => source.split('\n')[line - 1] ?? '';

describe.each(ENGINES)('by %s', (engine) => {
  test('the hot function of a minified program is where it was written', async () => {
    // It is minified: one line, and no name of the sources.
    const script = await readFile(join(folder, 'out/shop.mjs'), 'utf8');
    expect(script).not.toContain('priceOfBasket');
    expect(script.trim().split('\n')).toHaveLength(2);

    const raw: Hot = JSON.parse(await profile(engine, 'top', '--json', '--limit', '1', '--no-source-maps'))
      .groups[0].functions[0];
    expect(raw).toMatchObject({ file: 'out/shop.mjs', line: 1 });
    expect(raw.name).not.toBe('priceOfBasket');

    const hot: Hot = JSON.parse(await profile(engine, 'top', '--json', '--limit', '1')).groups[0]
      .functions[0];
    expect(hot).toMatchObject({ name: 'priceOfBasket', file: 'src/pricing/basket.ts', self: raw.self });
    expect(text(BASKET, hot.line)).toContain('export const priceOfBasket');
  }, 30_000);

  test('and so is its caller, in the flame graph', async () => {
    await profile(engine, 'flame', '--out', 'flame.svg');
    const picture = await readFile(join(folder, 'flame.svg'), 'utf8');
    expect(picture).toMatch(/priceOfBasket[^<]*src\/pricing\/basket\.ts/);
    expect(picture).toMatch(/checkOut[^<]*src\/shop\.ts/);
  }, 30_000);
});
