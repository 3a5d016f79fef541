import { Command, Option } from 'commander';
import { validateConfiguration } from '../../../collector/validate/validate.ts';
import type { Io } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { FORMATS, type Format, printReport } from './format.ts';
import { loadSchema } from './load-schema.ts';
import { readConfigurations, surroundingsOf } from './read-sources.ts';

const NOTES = `
A file of Kubernetes is read for the one configuration in it: spec.config of an OpenTelemetryCollector, or data of a ConfigMap.
Several files are laid over each other as the Collector does with several --config: maps are merged, lists replaced.
Variables such as \${env:NAME:-default} are read from the environment of this command. No network, no Collector.
Exit status: 0 the Collector would take it, 1 it would not, 2 a file could not be read.

Examples:
  $ binnacle collector validate collector.yaml
  $ binnacle collector validate collector.yaml production.yaml --format github
  $ binnacle collector validate --json - < collector.yaml
`;

interface ValidateOptions {
  readonly format: Format;
  readonly json?: boolean;
  readonly collectorVersion?: string;
  readonly unknownComponents: 'note' | 'error';
}

/** `binnacle collector validate`: everything that the Collector would refuse, each at its place. */
export const createValidateCommand = (io: Io, root: PackageRoot): Command =>
  new Command('validate')
    .description('check configurations of the Collector')
    .argument('<file...>', 'YAML files; - reads standard input')
    .addOption(new Option('--format <format>', 'how problems are printed').choices(FORMATS).default('text'))
    .option('--json', 'the same as --format json')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .addOption(
      new Option('--unknown-components <severity>', 'what a component is that has no schema here')
        .choices(['note', 'error'])
        .default('note'),
    )
    .addHelpText('after', NOTES)
    .action((files: string[], { format, json, collectorVersion, unknownComponents }: ValidateOptions) => {
      const schema = loadSchema(root, collectorVersion, io);
      const sources = readConfigurations(files, io);
      const { problems } = validateConfiguration(sources, {
        schema,
        unknownComponents,
        ...surroundingsOf(io),
      });
      const isOk = !problems.some(({ severity }) => severity === 'error');
      printReport(
        { command: 'validate', files: sources.map(({ name }) => name), problems, isOk },
        json ? 'json' : format,
        io,
      );
      io.exitCode = isOk ? 0 : 1;
    });
