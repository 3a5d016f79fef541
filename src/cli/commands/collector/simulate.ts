import { statSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { CannotEvaluate } from '../../../collector/ottl/evaluate/value.ts';
import type { CollectorSchema } from '../../../collector/schema/schema.ts';
import { type Plan, planOf } from '../../../collector/simulate/plan.ts';
import { presetPlan } from '../../../collector/simulate/preset-plan.ts';
import { createRecordingClock, type Recording } from '../../../collector/simulate/recording.ts';
import { CannotSimulate } from '../../../collector/simulate/settings.ts';
import { createSimulation, type Prices, type Result } from '../../../collector/simulate/simulate.ts';
import { type Io, UsageError } from '../../io.ts';
import type { PackageRoot } from '../../package-root.ts';
import { createStyle } from '../../style.ts';
import { loadSchema } from './load-schema.ts';
import { readConfiguration } from './read-configuration.ts';
import { filesOf, type Progress, readRecording } from './simulate/read-recording.ts';
import { recordingLine, renderResult, type Shown } from './simulate/render.ts';
import { renderComparison } from './simulate/render-comparison.ts';
import { bytesText, counted } from './simulate/words.ts';

const NOTES = `
Says of recorded traces what tail_sampling, probabilistic_sampler and filter keep, by policy, service and route; what
that costs; and how far off rates, error ratios and percentiles are that somebody reads off the kept traces.
Traces are OTLP as JSON, JSON lines or protobuf (also gzip and zstd), as the Collector's file exporter writes them;
- reads standard input, a directory stands for its files. Several FILEs are laid over each other, as with validate.
Memory: what waits for its decision (decision_wait and num_traces of the configuration), one request of the recording,
100,000 trace ids and 1,000 routes.
What cannot be simulated is refused by name; what is left out of the way is said.
Exit status: 0 simulated; 1 with --strict, something would mislead; 2 a file could not be read or not be simulated.

Examples:
  $ binnacle collector simulate collector.yaml --traces traces.jsonl
  $ binnacle collector simulate collector.yaml --traces recordings/ --price-per-gb 0.3 --compare cheaper.yaml
  $ binnacle collector simulate --preset production --traces traces.binpb.gz --json
`;

interface SimulateOptions {
  readonly traces: readonly string[];
  readonly preset?: string;
  readonly compare?: string;
  readonly pipeline?: string;
  readonly pricePerGb?: number;
  readonly pricePerMillionSpans?: number;
  readonly slow?: number;
  readonly top: number;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly collectorVersion?: string;
}

const atLeast =
  (least: number, isWhole: boolean) =>
  (text: string): number => {
    const value = Number(text);
    if (
      text.trim() === '' ||
      !Number.isFinite(value) ||
      value < least ||
      (isWhole && !Number.isInteger(value))
    )
      throw new InvalidArgumentError(`Expected a ${isWhole ? 'whole ' : ''}number, ${least} or more.`);
    return value;
  };

const PRESET = 'preset:';

interface NamedPlan {
  readonly name: string;
  readonly plan: Plan;
}

/** Runs what may find that something cannot be simulated, and says which configuration it is. */
const orRefuse = <T>(name: string, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CannotSimulate || error instanceof CannotEvaluate)) throw error;
    throw new UsageError(`${name}: cannot be simulated: ${error.message}`);
  }
};

const plansOf = (
  files: readonly string[],
  { preset, compare, pipeline }: SimulateOptions,
  schema: CollectorSchema,
  io: Io,
): readonly NamedPlan[] => {
  if (files.length > 0 === (preset !== undefined))
    throw new UsageError(
      'give files of a configuration before --traces, or --preset with the name of one: what follows --traces is recordings',
    );
  const ofFiles = (names: readonly string[]): NamedPlan => {
    const name = names.join(' + ');
    const root = readConfiguration(names, io);
    return { name, plan: orRefuse(name, () => planOf(root, schema, pipeline)) };
  };
  const ofPreset = (id: string): NamedPlan => ({
    name: `${PRESET}${id}`,
    plan: orRefuse(`${PRESET}${id}`, () => presetPlan(id, schema)),
  });
  const ofText = (text: string): NamedPlan =>
    text.startsWith(PRESET) ? ofPreset(text.slice(PRESET.length)) : ofFiles([text]);
  return [
    preset === undefined ? ofFiles(files) : ofPreset(preset),
    ...(compare === undefined ? [] : [ofText(compare)]),
  ];
};

const PROGRESS_MILLIS = 1000;

const sizeOf = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + (file === '-' ? 0 : statSync(file).size), 0);

interface Simulated {
  readonly recording: Recording;
  readonly results: readonly Result[];
}

const run = async (
  plans: readonly NamedPlan[],
  files: readonly string[],
  { slow, pricePerGb, pricePerMillionSpans }: SimulateOptions,
  io: Io,
): Promise<Simulated> => {
  const clock = createRecordingClock();
  const simulations = plans.map(({ name, plan }) => ({
    name,
    simulation: createSimulation(name, plan, slow),
  }));
  const progress: Progress = { bytes: 0 };
  const size = sizeOf(files);
  let shownAt = Date.now();
  for (const file of files)
    for await (const batches of readRecording(file, progress, (text) => io.stderr(`note: ${text}\n`))) {
      const now = clock.next(batches);
      for (const { name, simulation } of simulations) orRefuse(name, () => simulation.push(batches, now));
      if (!io.isTTY || Date.now() - shownAt < PROGRESS_MILLIS) continue;
      shownAt = Date.now();
      io.stderr(
        `read ${bytesText(progress.bytes)} of ${bytesText(size)}, ${counted(clock.recording().spans, 'span')}\n`,
      );
    }
  const recording = clock.recording();
  if (recording.spans === 0) throw new UsageError(`${files.join(', ') || 'the recording'}: has no spans`);
  const prices: Prices = {
    ...(pricePerGb !== undefined && { perGb: pricePerGb }),
    ...(pricePerMillionSpans !== undefined && { perMillionSpans: pricePerMillionSpans }),
  };
  return {
    recording,
    results: simulations.map(({ name, simulation }) =>
      orRefuse(name, () => simulation.finish(recording, prices)),
    ),
  };
};

const printText = ({ recording, results }: Simulated, shown: Shown, io: Io): void => {
  const style = createStyle(io);
  const [first] = results as [Result];
  const lines = [recordingLine(recording, first.total)];
  for (const result of results) lines.push('', ...renderResult(result, shown, style));
  if (results.length > 1) lines.push('', ...renderComparison(results, shown.routes, style));
  io.stdout(`${lines.join('\n')}\n`);
};

/** `binnacle collector simulate`: what sampling keeps of recorded traces, and what error it brings. */
export const createSimulateCommand = (io: Io, root: PackageRoot): Command =>
  new Command('simulate')
    .description('say what sampling keeps of recorded traces, what it costs, and how far off figures are')
    .argument('[file...]', 'YAML files of a configuration')
    .requiredOption('--traces <file...>', 'recorded OTLP: files and directories; - reads standard input')
    .option('--preset <name>', 'a sampling preset in the place of a configuration')
    .option('--compare <file>', 'another configuration, or preset:NAME, on the same traces')
    .option('--pipeline <id>', 'the pipeline of traces that is simulated (default: the one that samples)')
    .option('--price-per-gb <money>', 'what 10^9 bytes of OTLP cost', atLeast(0, false))
    .option('--price-per-million-spans <money>', 'what a million spans cost', atLeast(0, false))
    .option(
      '--slow <milliseconds>',
      'from when on a request is slow (default: the lowest of the latency policies, else 1000)',
      atLeast(0, false),
    )
    .option('--top <count>', 'services, routes and findings that are shown', atLeast(1, true), 20)
    .option('--strict', 'exit with 1 where something would mislead')
    .option('--json', 'everything, as JSON')
    .option('--collector-version <version>', 'the Collector that is to run it (default: the newest known)')
    .addHelpText('after', NOTES)
    .action(async (files: readonly string[], options: SimulateOptions) => {
      const plans = plansOf(files, options, loadSchema(root, options.collectorVersion, io), io);
      const simulated = await run(plans, filesOf(options.traces), options, io);
      if (options.json) io.stdout(`${JSON.stringify(simulated)}\n`);
      else printText(simulated, { routes: options.top, findings: options.top }, io);
      const isMisleading = simulated.results.some(({ findings }) =>
        findings.some(({ severity }) => severity === 'warning'),
      );
      io.exitCode = options.strict && isMisleading ? 1 : 0;
    });
