import { Command, Option } from 'commander';
import type { SourceFile } from '../../../collector/document/load.ts';
import { applyFixes } from '../../../collector/lint/fix/apply-fixes.ts';
import type { LintProblem } from '../../../collector/lint/lint.ts';
import { lintRead } from '../../../collector/lint/lint-configuration.ts';
import { rules } from '../../../collector/lint/rules.generated.ts';
import type { Severity } from '../../../collector/problem.ts';
import { nearest } from '../../../core/nearest.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { FORMATS, type Format, printReport } from './format.ts';
import { loadSchema } from './load-schema.ts';
import { loadReadable } from './read-configuration.ts';
import { readConfigurations } from './read-sources.ts';
import { writeChanged } from './write-changed.ts';

const NOTES = `
Finds what the Collector accepts and what does harm; what it refuses is found by "binnacle collector validate".
A file of Kubernetes is read for the one configuration in it: spec.config of an OpenTelemetryCollector, or data of a ConfigMap.
Several files are laid over each other as the Collector does with several --config.
--fix changes the files where that can be done without a choice; comments, order and everything else stay.
A finding that is meant to be is allowed by a comment on its line, or above it, with a reason:
  # binnacle-disable-next-line error-mode-propagate -- what cannot be redacted is not sent
A variable that is not set here is a note: rules say nothing about its value.
Exit status: 0 nothing that fails ("ok": true with --json); 1 an error, or more warnings than --max-warnings (none);
with --fail-on error no warning fails, with --fail-on note every finding does; 2 a file could not be read.

Examples:
  $ binnacle collector lint collector.yaml
  $ binnacle collector lint collector.yaml production.yaml --fix
  $ binnacle collector lint collector.yaml --disable queue-without-storage,batch-processor --format github
  $ binnacle collector lint collector.yaml --fail-on error --json
  $ binnacle collector lint --list
`;

interface LintCommandOptions {
  readonly format: Format;
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly list?: boolean;
  readonly disable: readonly string[];
  readonly rule: readonly string[];
  readonly maxWarnings: number;
  readonly failOn: Severity;
  readonly memory?: number;
  readonly collectorVersion?: string;
}

const collectIds = (text: string, before: readonly string[]): readonly string[] => {
  const ids = text.split(',').map((id) => id.trim());
  const known = rules.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    const near = nearest(id, known);
    throw new UsageError(
      `there is no rule "${id}"; ${near ? `did you mean "${near}"?` : '--list shows all of them'}`,
    );
  }
  return [...before, ...ids];
};

const parseCount = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new UsageError(`--max-warnings: "${text}" is no whole number from 0`);
  return Number(text);
};

const MEMORY_UNITS: Readonly<Record<string, number>> = {
  Mi: 1,
  Gi: 1024,
  M: 1e6 / 2 ** 20,
  G: 1e9 / 2 ** 20,
};

/** A size as Kubernetes has it, in MiB. */
const parseMemory = (text: string): number => {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(Mi|Gi|M|G)$/.exec(text) ?? [];
  if (!number || !unit)
    throw new UsageError(`--memory: "${text}" is no size; expected one such as 512Mi or 2Gi`);
  return Math.floor(Number(number) * (MEMORY_UNITS[unit] ?? 1));
};

const printRules = (asJson: boolean, io: Io): void => {
  const listed = rules.map(({ id, severity, summary, source, fixed }) => ({
    id,
    severity,
    summary,
    source,
    fixable: fixed !== undefined,
  }));
  if (asJson) {
    io.stdout(`${JSON.stringify(listed)}\n`);
    return;
  }
  for (const { id, severity, summary, fixable } of listed)
    io.stdout(`${id.padEnd(38)} ${severity.padEnd(8)} ${fixable ? 'fix' : '   '}  ${summary}\n`);
};

/** Of some rules those that can mend what they find. */
const fixable = (asked: readonly string[]): readonly string[] =>
  rules.filter(({ id, fixed }) => fixed !== undefined && asked.includes(id)).map(({ id }) => id);

/** An error always fails. */
const isFailure = (
  problems: readonly LintProblem[],
  { failOn, maxWarnings }: LintCommandOptions,
): boolean => {
  const count = (severity: Severity): number =>
    problems.filter((problem) => problem.severity === severity).length;
  if (count('error') > 0 || (failOn === 'note' && count('note') > 0)) return true;
  return failOn !== 'error' && count('warning') > maxWarnings;
};

/** `binnacle collector lint`: what the Collector accepts, and what does harm. */
export const createLintCommand = (io: Io, root: PackageRoot): Command =>
  new Command('lint')
    .description('find what the Collector accepts and what does harm')
    .argument('[file...]', 'YAML files; - reads standard input')
    .option('--fix', 'change the files')
    .addOption(new Option('--format <format>', 'how findings are printed').choices(FORMATS).default('text'))
    .option('--json', 'the same as --format json')
    .option('--disable <ids>', 'rules that are not checked, with commas', collectIds, [])
    .option('--rule <ids>', 'only these rules', collectIds, [])
    .option('--list', 'show the rules')
    .option('--max-warnings <number>', 'as many warnings are no failure', parseCount, 0)
    .addOption(
      new Option('--fail-on <severity>', 'the least that is a failure')
        .choices(['error', 'warning', 'note'])
        .default('warning'),
    )
    .option('--memory <size>', 'what the container of the Collector may use, such as 512Mi', parseMemory)
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .addHelpText('after', NOTES)
    .action((files: readonly string[], options: LintCommandOptions) => {
      const { disable: disabled, rule: only } = options;
      const format = options.json ? 'json' : options.format;
      if (options.list) {
        printRules(format === 'json', io);
        return;
      }
      if (files.length === 0) throw new UsageError('name a file, or - for standard input');
      if (options.fix && files.includes('-')) throw new UsageError('--fix cannot change standard input');
      const schema = loadSchema(root, options.collectorVersion, io);
      const asked = only.length > 0 ? only : rules.map(({ id }) => id);
      const lint = (sources: readonly SourceFile[], ids: readonly string[]): readonly LintProblem[] =>
        lintRead(loadReadable(sources, io), sources, {
          schema,
          disabled,
          only: ids,
          ...(options.memory === undefined ? {} : { memoryMib: options.memory }),
        });
      const given = readConfigurations(files, io);
      const sources = options.fix ? applyFixes(given, (each) => lint(each, fixable(asked))) : given;
      writeChanged(given, sources, 'fixed', io);
      const problems = lint(sources, asked);
      const isOk = !isFailure(problems, options);
      printReport({ command: 'lint', files: sources.map(({ name }) => name), problems, isOk }, format, io);
      io.exitCode = isOk ? 0 : 1;
    });
