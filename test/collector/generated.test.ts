import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { renderCollectorConfig, renderSamplingConfig } from '../../src/collector/index.ts';
import { presets } from '../../src/core/sampling/presets.generated.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';

const folder = join(import.meta.dirname, '../../collector');
const base = join(folder, 'collector.yaml');
const binary = await requireServer('otelcol');
const withCollector = binary ? describe : describe.skip;
const files = presets.map((preset) => [preset.id, renderSamplingConfig(preset)] as const);

test('collector.yaml is what `npm run generate` writes', async () => {
  expect(await readFile(base, 'utf8')).toBe(renderCollectorConfig());
});

test('there is a sampling file for each preset, and no other', async () => {
  const names = files.map(([id]) => `${id}.yaml`).sort();
  expect((await readdir(join(folder, 'sampling'))).sort()).toEqual(names);
});

test.each(files)('sampling/%s.yaml is what `npm run generate` writes', async (id, text) => {
  expect(await readFile(join(folder, 'sampling', `${id}.yaml`), 'utf8')).toBe(text);
});

withCollector('the real Collector', () => {
  test('accepts collector.yaml alone', async () => {
    await run(binary ?? '', ['validate', `--config=${base}`]);
  });
  test.each(files)('accepts it with sampling/%s.yaml', async (id) => {
    await run(binary ?? '', [
      'validate',
      `--config=${base}`,
      `--config=${join(folder, 'sampling', `${id}.yaml`)}`,
    ]);
  });
});
