import { Command, Option } from 'commander';
import { configurationSchema } from '../../../collector/json-schema/json-schema.ts';
import { topologySchema } from '../../../collector/json-schema/topology-schema.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { loadDescriptions, loadSchema } from './load-schema.ts';
import { writeOutput } from './write-output.ts';

const NOTES = `
The schema is JSON Schema, draft 7: editors complete and check a configuration with it while it is written.
Every value may be a reference such as \${env:NAME}. References between components, and what code of a component
checks, are no part of it: see "binnacle collector validate".
--topology writes that of the file that "binnacle collector generate --topology-file" reads, which is of no version.
Exit status: 0, or 2 where there is no schema of the version or the file cannot be written.

Examples:
  $ binnacle collector schema --output collector.schema.json
  then, as the first line of the configuration:
    # yaml-language-server: $schema=./collector.schema.json
  $ binnacle collector schema --collector-version 0.155.0 --unknown-components error
  $ binnacle collector schema --topology --output topology.schema.json
`;

interface SchemaOptions {
  readonly collectorVersion?: string;
  readonly output?: string;
  readonly unknownComponents: 'note' | 'error';
  readonly topology?: boolean;
}

const configurationSchemaOf = (
  { collectorVersion, unknownComponents }: SchemaOptions,
  io: Io,
  root: PackageRoot,
): object =>
  configurationSchema(loadSchema(root, collectorVersion, io), {
    isClosed: unknownComponents === 'error',
    descriptions: loadDescriptions(root),
  });

/** `binnacle collector schema`: the JSON Schema of the configuration, for editors. */
export const createSchemaCommand = (io: Io, root: PackageRoot): Command =>
  new Command('schema')
    .description('write the JSON Schema of the whole configuration, for editors')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .option('--output <file>', 'write it to a file')
    .addOption(
      new Option('--unknown-components <severity>', 'what a component is that has no schema here')
        .choices(['note', 'error'])
        .default('note'),
    )
    .addHelpText('after', NOTES)
    .option('--topology', 'that of topology files instead')
    .action((options: SchemaOptions) => {
      if (options.topology && options.collectorVersion !== undefined)
        throw new UsageError('--topology is of no version of the Collector; leave --collector-version out');
      const schema = options.topology ? topologySchema() : configurationSchemaOf(options, io, root);
      writeOutput(`${JSON.stringify(schema, null, 1)}\n`, options.output, io);
    });
