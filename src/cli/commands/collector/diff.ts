import { Command } from 'commander';
import { diffConfigurations } from '../../../collector/diff/diff.ts';
import { plainDifferences, renderDifferences } from '../../../collector/diff/render.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { loadSchema } from './load-schema.ts';
import { readConfiguration } from './read-configuration.ts';
import { STDIN_ONCE } from './read-sources.ts';

const NOTES = `
Compares what two configurations do, not how they are written: anchors, the order of keys, former names of components,
1000ms or 1s, and a default that is written out make no difference. Each side is one file, or several with commas,
which are laid over each other. Secrets are compared and not shown.
Exit status: 0 no difference in meaning, 1 differences, 2 a file could not be read.

Examples:
  $ binnacle collector diff old.yaml new.yaml
  $ binnacle collector diff collector.yaml collector.yaml --from-version 0.128.0 --to-version 0.155.0
  $ binnacle collector diff staging.yaml gateway.yaml,production.yaml --json
`;

interface DiffOptions {
  readonly json?: boolean;
  readonly collectorVersion?: string;
  readonly fromVersion?: string;
  readonly toVersion?: string;
}

/** `binnacle collector diff`: the change in meaning. */
export const createDiffCommand = (io: Io, root: PackageRoot): Command =>
  new Command('diff')
    .description('compare what two configurations do')
    .argument('<before>', 'YAML files with commas; - reads standard input')
    .argument('<after>', 'the same, of the other side')
    .option('--json', 'as JSON')
    .option('--collector-version <version>', 'the Collector that is to run both (default: the newest known)')
    .option(
      '--from-version <version>',
      'the Collector that runs <before>: defaults that changed since are shown',
    )
    .option('--to-version <version>', 'the Collector that is to run <after>')
    .addHelpText('after', NOTES)
    .action((before: string, after: string, options: DiffOptions) => {
      const {
        json,
        collectorVersion,
        fromVersion = collectorVersion,
        toVersion = collectorVersion,
      } = options;
      if ([before, after].every((files) => files.split(',').includes('-'))) throw new UsageError(STDIN_ONCE);
      const schema = loadSchema(root, fromVersion, io);
      const later = fromVersion === toVersion ? schema : loadSchema(root, toVersion, io);
      const read = (files: string) => readConfiguration(files.split(','), io);
      const differences = diffConfigurations(read(before), read(after), schema, later);
      io.stdout(
        json
          ? `${JSON.stringify({ same: differences.length === 0, differences: plainDifferences(differences) })}\n`
          : renderDifferences(differences),
      );
      io.exitCode = differences.length === 0 ? 0 : 1;
    });
