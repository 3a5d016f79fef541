import { Command } from 'commander';
import { wholeText } from '../../../collector/document/kubernetes.ts';
import type { SourceFile } from '../../../collector/document/load.ts';
import { pathText, placeText } from '../../../collector/document/node.ts';
import { type Migrated, migrate } from '../../../collector/migrate/migrate.ts';
import { previewChange } from '../../../collector/migrate/preview.ts';
import { tooNew } from '../../../collector/migrate/too-new.ts';
import { compareVersions, parseVersion } from '../../../collector/migrate/version.ts';
import type { Problem } from '../../../collector/problem.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { createStyle } from '../../style.ts';
import { loadSchema, schemaVersions } from './load-schema.ts';
import { loadReadable } from './read-configuration.ts';
import { readConfigurations } from './read-sources.ts';
import { writeChanged } from './write-changed.ts';

const NOTES = `
Brings a configuration to a version of the Collector: new names of components, moved and removed keys. Comments and
order stay. Without --write it shows what would change. What needs a decision is said and left as it is.
The version is asked for because older Collectors do not know the new names. --from says which version runs it now:
what changed before that is not told, and $NAME is taken for the variable that it was until 0.103.
Several files are laid over each other as the Collector does with several --config.
Exit status: 0 done, 1 the configuration uses names that the version does not have yet, 2 a file could not be read
or written.

Examples:
  $ binnacle collector migrate collector.yaml --to 0.155.0
  $ binnacle collector migrate collector.yaml --from 0.98.0 --to 0.155.0
  $ binnacle collector migrate collector.yaml production.yaml --to 0.155.0 --write
`;

interface MigrateCommandOptions {
  readonly to: string;
  readonly from?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

/** Throws UsageError where it is no version. */
const versionOf = (option: string, text: string): string => {
  const version = parseVersion(text);
  if (version === undefined)
    throw new UsageError(`${option}: "${text}" is no version; expected one such as 0.155.0`);
  return version;
};

/** Throws UsageError where nothing is known about the version. */
const targetOf = (text: string, root: PackageRoot): string => {
  const version = versionOf('--to', text);
  const newest = schemaVersions(root).at(-1) ?? '0.0.0';
  if (compareVersions(version, newest) > 0)
    throw new UsageError(`--to: what ${version} changes is not known here; the newest known is ${newest}`);
  return version;
};

const printMigrated = (given: readonly SourceFile[], migrated: Migrated, io: Io): void => {
  const { sources, changes, left, notices } = migrated;
  const style = createStyle(io);
  for (const [index, source] of sources.entries())
    io.stdout(previewChange(source.name, wholeText(given[index] ?? source), wholeText(source)));
  // Paths, not lines: those are of neither the old text nor the new one.
  for (const { place, message, id } of changes)
    io.stderr(`${place.file}: ${message} ${style.dim(`[${id}]`)}\n`);
  for (const { place, message, id } of left)
    io.stderr(`${place.file}: ${style.warn('by hand')}: ${message} ${style.dim(`[${id}]`)}\n`);
  for (const { place, message, id } of notices)
    io.stderr(`${place.file}: ${style.dim('note')}: ${message} ${style.dim(`[${id}]`)}\n`);
  if (changes.length === 0 && left.length === 0) io.stderr('nothing to change\n');
};

const printJson = (given: readonly SourceFile[], migrated: Migrated, to: string, io: Io): void => {
  const plain = (problems: readonly Problem[]) =>
    problems.map(({ id: version, place: { file }, path, message }) => ({
      version,
      file,
      path: pathText(path),
      message,
    }));
  const files = migrated.sources.map((source, index) => ({
    name: source.name,
    isChanged: source.text !== given[index]?.text,
    text: wholeText(source),
  }));
  const { changes, left, notices } = migrated;
  io.stdout(
    `${JSON.stringify({ to, files, changes: plain(changes), byHand: plain(left), notes: plain(notices) })}\n`,
  );
};

/** `binnacle collector migrate`: a configuration for another version of the Collector. */
export const createMigrateCommand = (io: Io, root: PackageRoot): Command =>
  new Command('migrate')
    .description('bring a configuration to a version of the Collector')
    .argument('<file...>', 'YAML files; - reads standard input')
    .requiredOption('--to <version>', 'the Collector that is to run it')
    .option('--from <version>', 'the Collector that runs it now (default: told by the names that it uses)')
    .option('--write', 'change the files')
    .option('--json', 'print what changes, and the new texts, as JSON')
    .addHelpText('after', NOTES)
    .action((files: readonly string[], options: MigrateCommandOptions) => {
      const { write } = options;
      if (write && files.includes('-')) throw new UsageError('--write cannot change standard input');
      const to = targetOf(options.to, root);
      const from = options.from === undefined ? undefined : versionOf('--from', options.from);
      if (from !== undefined && compareVersions(from, to) > 0)
        throw new UsageError(
          `--from: ${from} is newer than --to ${to}; only later versions can be migrated to`,
        );
      const schema = loadSchema(root);
      const given = readConfigurations(files, io);
      const load = (sources: readonly SourceFile[]) => loadReadable(sources, io).node;
      const refused = tooNew(load(given), to);
      if (refused.length > 0) {
        for (const { place, message } of refused) io.stderr(`${placeText(place, `error: ${message}`)}\n`);
        io.exitCode = 1;
        return;
      }
      const migrated = migrate(given, { to, schema, load, ...(from === undefined ? {} : { from }) });
      if (options.json) printJson(given, migrated, to, io);
      else printMigrated(given, migrated, io);
      if (write) writeChanged(given, migrated.sources, 'migrated', io);
    });
