import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  ownConfiguration,
  renderBrowsersFile,
  renderLokiFile,
  renderOwnBrowsersProxy,
  renderSamplingConfig,
  renderSecureBrowsersProxy,
} from '../../src/collector/index.ts';
import { presets } from '../../src/core/sampling/presets.generated.ts';
import { requireServer } from '../backends/find-server.ts';
import { run } from '../backends/run.ts';

const folder = join(import.meta.dirname, '../../collector');
const own = ownConfiguration();
const base = own.map(({ name }) => `--config=${join(folder, name)}`);
const binary = await requireServer('otelcol');
/** It compiles every pattern of redaction, which takes seconds of a processor that others use too. */
const VALIDATE_MILLIS = 60_000;
const withCollector = binary ? describe : describe.skip;
const files = presets.map((preset) => [preset.id, renderSamplingConfig(preset)] as const);

test.each(own.map(({ name, text }) => [name, text] as const))(
  '%s is what `npm run generate` writes',
  async (name, text) => {
    expect(await readFile(join(folder, name), 'utf8')).toBe(text);
  },
);

test('collector.yaml is one that a person can read', async () => {
  const text = await readFile(join(folder, 'collector.yaml'), 'utf8');
  expect(text.split('\n').length).toBeLessThan(200);
  expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
});

test('there is a sampling file for each preset, and no other', async () => {
  const names = files.map(([id]) => `${id}.yaml`).sort();
  expect((await readdir(join(folder, 'sampling'))).sort()).toEqual(names);
});

test.each(files)('sampling/%s.yaml is what `npm run generate` writes', async (id, text) => {
  expect(await readFile(join(folder, 'sampling', `${id}.yaml`), 'utf8')).toBe(text);
});

test('what is for pages is what `npm run generate` writes', async () => {
  expect(await readFile(join(folder, 'browsers.yaml'), 'utf8')).toBe(renderBrowsersFile());
  expect(await readFile(join(folder, '../deploy/browsers/nginx.conf'), 'utf8')).toBe(
    renderOwnBrowsersProxy(),
  );
  expect(await readFile(join(folder, '../deploy/secure/browsers.conf'), 'utf8')).toBe(
    renderSecureBrowsersProxy(),
  );
});

test('loki.yaml is what `npm run generate` writes', async () => {
  expect(await readFile(join(folder, 'loki.yaml'), 'utf8')).toBe(renderLokiFile());
});

withCollector('the real Collector', () => {
  test(
    'accepts collector.yaml with redaction.yaml',
    async () => {
      await run(binary ?? '', ['validate', ...base]);
    },
    VALIDATE_MILLIS,
  );
  test(
    'refuses collector.yaml alone, so that redaction is not forgotten',
    async () => {
      await expect(run(binary ?? '', ['validate', base[0] ?? ''])).rejects.toThrow(
        /processor "(?:transform|redaction)\/[\w-]+" which is not configured/,
      );
    },
    VALIDATE_MILLIS,
  );
  test(
    'accepts it with loki.yaml',
    async () => {
      await run(binary ?? '', ['validate', ...base, `--config=${join(folder, 'loki.yaml')}`]);
    },
    VALIDATE_MILLIS,
  );
  test(
    'accepts it with what is for pages, as docker-compose.browsers.yml starts it',
    async () => {
      const { services } = parse(
        await readFile(join(folder, '../docker-compose.browsers.yml'), 'utf8'),
      ) as Record<string, Record<string, { command: string[] }>>;
      const args = (services?.collector?.command ?? []).map((argument) =>
        argument.replace('/etc/otelcol', folder).replace(/\$\{BINNACLE_SAMPLING:-(\w+)\}/, '$1'),
      );
      expect(args.length).toBeGreaterThan(5);
      await run(binary ?? '', ['validate', ...args], { env: { RUM_API_KEY: 'key-of-the-shop' } });
    },
    VALIDATE_MILLIS,
  );
  test.each(files)(
    'accepts it with sampling/%s.yaml',
    async (id) => {
      await run(binary ?? '', ['validate', ...base, `--config=${join(folder, 'sampling', `${id}.yaml`)}`]);
    },
    VALIDATE_MILLIS,
  );
});
