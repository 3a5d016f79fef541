import { Command } from 'commander';
import { placeText } from '../../../collector/document/node.ts';
import { readYaml } from '../../../collector/document/read.ts';
import { manifestOf, renderManifest } from '../../../collector/manifest/manifest.ts';
import type { Io } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { loadSchema } from './load-schema.ts';
import { loadReadable } from './read-configuration.ts';
import { readSources } from './read-sources.ts';
import { writeOutput } from './write-output.ts';

const NOTES = `
Every component that is configured is in it, used or not: the Collector refuses a name that it does not know.
Several files are laid over each other as the Collector does with several --config.
Exit status: 0, 1 where a component has no known module, 2 where a file cannot be read or written.

Examples:
  $ binnacle collector manifest collector.yaml --output manifest.yaml
  $ go run go.opentelemetry.io/collector/cmd/builder@v0.155.0 --config=manifest.yaml
  $ binnacle collector manifest collector.yaml production.yaml --name otelcol-shop
`;

interface ManifestOptions {
  readonly collectorVersion?: string;
  readonly output?: string;
  readonly name: string;
}

/** `binnacle collector manifest`: what to build so that a configuration runs. */
export const createManifestCommand = (io: Io, root: PackageRoot): Command =>
  new Command('manifest')
    .description('write the manifest of the smallest Collector that runs a configuration')
    .argument('<file...>', 'YAML files; - reads standard input')
    .option('--output <file>', 'write it to a file')
    .option('--name <name>', 'of the Collector', 'otelcol-custom')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .addHelpText('after', NOTES)
    .action((files: readonly string[], { collectorVersion, output, name }: ManifestOptions) => {
      const schema = loadSchema(root, collectorVersion, io);
      const sources = readSources(files, io);
      const node = loadReadable(sources, io);
      const written = sources.flatMap((source) => readYaml(source.text, source.name).node ?? []);
      const { manifest, problems } = manifestOf(node, written, schema);
      if (problems.length > 0) {
        for (const { place, message } of problems) io.stderr(`${placeText(place, `error: ${message}`)}\n`);
        io.exitCode = 1;
        return;
      }
      writeOutput(renderManifest(manifest, { name, module: name, outputPath: `./${name}` }), output, io);
    });
