import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Build } from './build.ts';
import { buildCommands, createModule, go } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.collector;
const MANIFEST = fileURLToPath(new URL('../../collector/manifest.yaml', import.meta.url));

type Manifest = Record<string, unknown> & { dist: Record<string, unknown> };

const readManifest = async (): Promise<Manifest> => parse(await readFile(MANIFEST, 'utf8'));

const componentModules = (manifest: Manifest): string[] =>
  Object.values(manifest)
    .filter((section) => Array.isArray(section))
    .flatMap((components: { gomod: string }[]) => components.map(({ gomod }) => gomod));

/**
 * The builder generates the sources only: the `go mod tidy` that it runs otherwise also wants
 * modules that nothing but foreign tests need, and some of those cannot be had.
 */
const generateSources = async (work: string, manifest: Manifest): Promise<void> => {
  const config = join(work, 'manifest.json');
  const dist = { ...manifest.dist, output_path: work };
  await writeFile(config, JSON.stringify({ ...manifest, dist }));
  const builder = `${release.module}@${release.moduleVersion}`;
  await go(work, ['run', builder, '--config', config, '--skip-get-modules', '--skip-compilation']);
};

export const build: Build = {
  release,
  inputs: async () => JSON.stringify(await readManifest()),
  compile: async ({ work, bin }) => {
    const manifest = await readManifest();
    await generateSources(work, manifest);
    const core = `go.opentelemetry.io/collector/otelcol ${release.moduleVersion}`;
    await createModule(work, [core, ...componentModules(manifest)]);
    await buildCommands({ release, work, bin });
  },
};
