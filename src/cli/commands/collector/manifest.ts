import { resolve } from 'node:path';
import { Command } from 'commander';
import { placeText } from '../../../collector/document/node.ts';
import { readYaml } from '../../../collector/document/read.ts';
import { manifestOf, renderManifest } from '../../../collector/manifest/manifest.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { buildCollector } from './build.ts';
import { loadSchema } from './load-schema.ts';
import { loadReadable } from './read-configuration.ts';
import { readConfigurations } from './read-sources.ts';
import { writeOutput } from './write-output.ts';

const NOTES = `
Every component that is configured is in it, used or not: the Collector refuses a name that it does not know.
Several files are laid over each other as the Collector does with several --config.
--build runs the OpenTelemetry Collector Builder on it, the one on the PATH (ocb, builder) or by "go run", and asks the
result whether it accepts the configuration. It needs Go, and some minutes the first time.
Exit status: 0, 1 where a component has no known module or the build fails, 2 where a file cannot be read or written, or
Go is missing.

Examples:
  $ binnacle collector manifest collector.yaml --output manifest.yaml
  $ binnacle collector manifest collector.yaml --build --out ./otelcol-shop
  $ binnacle collector manifest collector.yaml production.yaml --name otelcol-shop
`;

interface ManifestOptions {
  readonly collectorVersion?: string;
  readonly output?: string;
  readonly name: string;
  readonly build?: boolean;
  readonly out?: string;
}

/** Writes the manifest, or builds what it says. */
const makeManifest = async (
  files: readonly string[],
  { collectorVersion, output, name, build, out = `./${name}` }: ManifestOptions,
  io: Io,
  root: PackageRoot,
): Promise<void> => {
  const schema = loadSchema(root, collectorVersion, io);
  const sources = readConfigurations(files, io);
  if (build && sources.some(({ around }) => around))
    throw new UsageError(
      'the Collector that is built is asked about the files as they are; give the configuration itself, not the object of Kubernetes',
    );
  const { node } = loadReadable(sources, io);
  const written = sources.flatMap((source) => readYaml(source.text, source.name).node ?? []);
  const { manifest, problems } = manifestOf(node, written, schema);
  if (problems.length > 0) {
    for (const { place, message } of problems) io.stderr(`${placeText(place, `error: ${message}`)}\n`);
    io.exitCode = 1;
    return;
  }
  const outputPath = build ? resolve(out) : `./${name}`;
  const text = renderManifest(manifest, { name, module: name, outputPath });
  if (!build) {
    writeOutput(text, output, io);
    return;
  }
  const modules = [...Object.values(manifest.modules).flat(), ...manifest.providers];
  const { version } = manifest;
  await buildCollector({ manifest: text, modules, version, name, folder: outputPath, files }, root, io);
};

/** `binnacle collector manifest`: what to build so that a configuration runs. */
export const createManifestCommand = (io: Io, root: PackageRoot): Command =>
  new Command('manifest')
    .description('write the manifest of the smallest Collector that runs a configuration')
    .argument('<file...>', 'YAML files; - reads standard input')
    .option('--output <file>', 'write it to a file')
    .option('--name <name>', 'of the Collector', 'otelcol-custom')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .option('--build', 'build that Collector')
    .option('--out <folder>', 'where it is built (default: ./<name>)')
    .addHelpText('after', NOTES)
    .action(async (files: readonly string[], options: ManifestOptions) => {
      const { output, build } = options;
      if (options.out !== undefined && !build)
        throw new UsageError('--out is for --build; --output names the file of the manifest');
      if (output !== undefined && build)
        throw new UsageError('--output is for the manifest alone; --build writes it to the folder of --out');
      await makeManifest(files, options, io, root);
    });

const BUILD_NOTES = `
The same as "manifest --build": runs the OpenTelemetry Collector Builder, the one on the PATH (ocb, builder) or by "go run",
and asks the result whether it accepts the configuration. The path of the program is printed. It needs Go, and some minutes
the first time.
Exit status: 0, 1 where a component has no known module, the build fails or the result does not accept the configuration,
2 where a file cannot be read or written, or Go is missing.

Examples:
  $ binnacle collector build collector.yaml --out ./otelcol-shop
  $ binnacle collector build collector.yaml production.yaml --name otelcol-shop
`;

/** `binnacle collector build`: the Collector itself. */
export const createBuildCommand = (io: Io, root: PackageRoot): Command =>
  new Command('build')
    .description('build the smallest Collector that runs a configuration')
    .argument('<file...>', 'YAML files; - reads standard input')
    .option('--name <name>', 'of the Collector', 'otelcol-custom')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .option('--out <folder>', 'where it is built (default: ./<name>)')
    .addHelpText('after', BUILD_NOTES)
    .action((files: readonly string[], options: ManifestOptions) =>
      makeManifest(files, { ...options, build: true }, io, root),
    );
