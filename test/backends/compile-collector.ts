import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fill } from './cache.ts';
import { buildCommands, createModule, type Environment, go } from './go.ts';
import { RELEASES, type Release } from './versions.ts';

const builder = RELEASES.collector;

/** Input of the OpenTelemetry Collector Builder. */
export type Manifest = Record<string, unknown> & { dist: Record<string, unknown> };

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
  const command = `${builder.module}@${builder.moduleVersion}`;
  await go(work, ['run', command, '--config', config, '--skip-get-modules', '--skip-compilation']);
};

interface Options {
  readonly env?: Environment;
  /** Modules that cannot be had at the version that others ask for, with the one that is taken. */
  readonly replace?: Readonly<Record<string, string>>;
}

/** Builds the Collector of a manifest. */
export const compileCollector = async (
  release: Release,
  manifest: Manifest,
  { work, bin }: Parameters<Fill>[0],
  { env, replace = {} }: Options = {},
): Promise<void> => {
  await generateSources(work, manifest);
  const core = `go.opentelemetry.io/collector/otelcol ${builder.moduleVersion}`;
  await createModule(work, [core, ...componentModules(manifest)]);
  for (const [module, version] of Object.entries(replace))
    await appendFile(join(work, 'go.mod'), `replace ${module} => ${module} v${version}\n`);
  await buildCommands({ release, work, bin, ...(env && { env }) });
};
