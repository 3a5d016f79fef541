import { availableParallelism } from 'node:os';
import { Command, Option } from 'commander';
import type { TestCase } from '../../../collector/case/case.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { createStyle } from '../../style.ts';
import { loadSchema } from './load-schema.ts';
import { type CaseFile, readCaseFiles } from './test/case-files.ts';
import { componentsOf, findCollector } from './test/find-collector.ts';
import { junitXml } from './test/junit.ts';
import { plainOutcomes } from './test/plain.ts';
import { outcomeText, shortenedText, summaryText } from './test/report.ts';
import { runAll } from './test/run-all.ts';
import type { Outcome, RunContext } from './test/run-case.ts';
import { updateFiles } from './test/update-files.ts';

const NOTES = `
Runs the real Collector with your configuration and sends it the telemetry of each case. Receivers take it on free
ports, exporters are replaced by a capture, and what would have left is compared with what the case expects: attributes,
numbers of spans, traces kept and dropped, metrics made of spans, which exporter has what, texts that must be nowhere.
Waits such as decision_wait are shortened and that is said; --keep-timing, or "timing: {keep: true}" in a case, leaves them.
A folder is searched for YAML with the key "cases". The format: docs/collector-test.md of this package's repository.
Exit status: 0 all passed, 1 a case failed, 2 a file could not be read, or a case could not run with this Collector.

Examples:
  $ binnacle collector test collector/cases
  $ binnacle collector test collector/cases/redaction.yaml --filter "log records"
  $ binnacle collector test cases --collector ./otelcol-custom/otelcol-custom --format junit > report.xml
  $ binnacle collector test cases/new.yaml --update
`;

const MAX_JOBS = 4;
const DEFAULT_SECONDS = 30;

interface TestOptions {
  readonly collector?: string;
  readonly filter?: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly json?: boolean;
  readonly update?: boolean;
  readonly keep?: boolean;
  readonly keepTiming?: boolean;
  readonly jobs: number;
  readonly timeout: number;
}

const parseNumber =
  (flag: string, least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+(?:\.\d+)?$/.test(text) || number < least)
      throw new UsageError(`${flag}: "${text}" is not accepted; expected a number from ${least}`);
    return number;
  };

const select = (files: readonly CaseFile[], filter: string | undefined): readonly TestCase[] => {
  const cases = files.flatMap((file) => file.cases);
  if (filter === undefined) return cases;
  const found = cases.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
  if (found.length > 0) return found;
  throw new UsageError(
    `--filter: no case has "${filter}" in its name; names: ${cases.map(({ name }) => `"${name}"`).join(', ')}`,
  );
};

/** Prints cases under their files, with what is special about their configuration. */
const createPrinter = (io: Io): ((outcome: Outcome) => void) => {
  const style = createStyle(io);
  let file = '';
  const said = new Set<string>();
  return (outcome) => {
    const own = outcome.testCase.place.file;
    if (own !== file) {
      io.stdout(`${style.bold(own)}\n`);
      said.clear();
    }
    file = own;
    for (const line of shortenedText(outcome)) if (!said.has(line)) io.stdout(`  ${style.dim(line)}\n`);
    for (const line of shortenedText(outcome)) said.add(line);
    io.stdout(outcomeText(outcome, style));
  };
};

const exitCodeOf = (outcomes: readonly Outcome[]): number => {
  if (outcomes.some(({ status }) => status === 'error')) return 2;
  return outcomes.some(({ status }) => status === 'failed') ? 1 : 0;
};

const run = async (
  paths: readonly string[],
  options: TestOptions,
  io: Io,
  root: PackageRoot,
): Promise<void> => {
  const since = performance.now();
  const files = readCaseFiles(paths, io);
  const cases = select(files, options.filter);
  const collector = findCollector(options.collector, io);
  const components = await componentsOf(collector, io);
  const stop = new AbortController();
  void io.untilStopped().then(() => stop.abort());
  const context: RunContext = {
    collector,
    components,
    schema: loadSchema(root),
    timeoutMillis: options.timeout * 1_000,
    keep: options.keep ?? false,
    keepsTiming: options.keepTiming ?? false,
    stopped: stop.signal,
  };
  const format = options.json ? 'json' : options.format;
  const report = format === 'text' ? createPrinter(io) : () => undefined;
  const outcomes = await runAll(cases, options.jobs, context, io, report);
  if (format === 'json')
    io.stdout(`${JSON.stringify(plainOutcomes(outcomes, collector, components.version))}\n`);
  else if (format === 'junit') io.stdout(junitXml(outcomes));
  else io.stdout(summaryText(outcomes, performance.now() - since));
  io.exitCode = exitCodeOf(outcomes);
  if (stop.signal.aborted) {
    io.stderr('interrupted\n');
    io.exitCode = 1;
    return;
  }
  if (options.update) io.exitCode = exitCodeOf(updateFiles(files, outcomes, io));
};

/** `binnacle collector test`: telemetry in, telemetry out, through the real Collector. */
export const createTestCommand = (io: Io, root: PackageRoot): Command =>
  new Command('test')
    .description('run cases of telemetry in and telemetry out in the real Collector')
    .argument('<path...>', 'files of cases, or folders of them')
    .option(
      '--collector <path>',
      'the program (default: BINNACLE_OTELCOL, then otelcol-contrib, otelcol-k8s … on the PATH)',
    )
    .option('--filter <name>', 'only cases with this in their name')
    .addOption(
      new Option('--format <format>', 'how results are printed')
        .choices(['text', 'json', 'junit'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--update', 'write what is received as the expectation of cases that fail or have none')
    .option('--keep', 'leave the configuration that ran in its temporary folder, and say where')
    .option('--keep-timing', 'leave waits and intervals of the configuration as they are')
    .option(
      '--jobs <number>',
      'cases at the same time',
      parseNumber('--jobs', 1),
      Math.min(MAX_JOBS, availableParallelism()),
    )
    .option('--timeout <seconds>', 'longest time of one case', parseNumber('--timeout', 1), DEFAULT_SECONDS)
    .addHelpText('after', NOTES)
    .action((paths: readonly string[], options: TestOptions) => run(paths, options, io, root));
