import { Command, Option } from 'commander';
import { at } from '../../../core/yaml/parse.ts';
import type { ParsedSlos, Slo } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { nameOf, readText } from '../../read-text.ts';
import { createStyle } from '../../style.ts';
import { type LinkOptions, type OutputFile, withLinkOptions, writeOutput } from './output.ts';

const NOTES = `
Writes for the objectives of a file: rules/slo-*.yaml for Prometheus, Mimir and Thanos, tests/slo-*.yaml for
"promtool test rules", dashboards/services/slo.json for Grafana, and runbooks/slo-*.md.
The rules need no feature flags. Files that are there are replaced; no other file is touched.
Exit status: 0, 1 where the file of objectives has a fault, 2 where it cannot be read, a file cannot be written or the
command line is wrong.

A file of objectives:
  slos:
    - id: orders-availability
      service: shop/orders          # the label job of its metrics
      owner: payments               # the label team of its alerts
      objective: 99.9               # per cent
      window: 30d                   # 7d, 28d or 30d
      indicator:
        availability: {}            # or { route: "/orders/{id}", method: GET }
        # latency: { threshold: 250ms }
        # ratio: { bad: 'jobs_total{result="failed"}', total: jobs_total }

Examples:
  $ binnacle monitoring slo slo.yaml --check
  $ binnacle monitoring slo slo.yaml --output monitoring --grafana-url https://grafana.example
  $ binnacle monitoring slo orders.openslo.yaml --from openslo --output monitoring
  $ promtool test rules monitoring/tests/slo-*.yaml
`;

interface SloOptions extends LinkOptions {
  readonly from: 'binnacle' | 'openslo';
  readonly output?: string;
  readonly check?: boolean;
  readonly json?: boolean;
}

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

const filesOf = async (slos: readonly Slo[], options: SloOptions): Promise<OutputFile[]> => {
  const { dashboards, sloRuleFiles, sloRunbooks, sloTestFiles } = await load();
  const into = (
    folder: string,
    files: readonly { readonly name: string; readonly text: string }[],
  ): OutputFile[] => files.map(({ name, text }) => ({ path: `${folder}/${name}`, text }));
  return [
    ...into('rules', sloRuleFiles(slos, options)),
    ...into('tests', sloTestFiles(slos, options)),
    ...into(
      'runbooks',
      sloRunbooks.map(({ id, text }) => ({ name: `${id}.md`, text })),
    ),
    ...dashboards
      .filter(({ id }) => id === 'slo')
      .map(({ id, audience, build }) => ({
        path: `dashboards/${audience}/${id}.json`,
        text: `${JSON.stringify(build(), undefined, 2)}\n`,
      })),
  ];
};

/** What the rules cannot see to themselves. */
const notesOf = (slos: readonly Slo[], files: readonly OutputFile[]): readonly string[] => {
  const longest = Math.max(...slos.map(({ window }) => Number.parseInt(window, 10)));
  const untested = slos.filter(({ id }) => !files.some(({ path }) => path === `tests/slo-${id}.yaml`));
  return [
    ...(longest > 15
      ? [
          `Prometheus has to keep metrics for ${longest} days or more; without METRICS_RETENTION_DAYS it is 15`,
        ]
      : []),
    ...untested.map(({ id }) => `${id}: no test, as no series was found that its selectors match`),
  ];
};

const printFaults = (file: string, faults: ParsedSlos['faults'], io: Io): void => {
  const style = createStyle(io);
  for (const fault of faults) io.stdout(`${at(file, fault, fault.message)}\n`);
  const count = faults.length;
  io.stdout(`${style.bad(`${count} fault${count === 1 ? '' : 's'}`)}, nothing is written\n`);
};

const printSlos = (slos: readonly Slo[], io: Io): void => {
  const style = createStyle(io);
  const width = Math.max(...slos.map(({ id }) => id.length));
  for (const { id, objective, window, service, owner, indicator } of slos)
    io.stdout(
      `${style.bold(id.padEnd(width))}  ${objective}% in ${window}  ${indicator.kind} of ${service}, ${owner}\n`,
    );
};

const runSlo = async (file: string, options: SloOptions, io: Io): Promise<void> => {
  const { output, check = false, json = false } = options;
  if (check === (output !== undefined))
    throw new UsageError('expected one of --output <folder>, which writes, and --check, which only looks');
  const { parseOpenSlo, parseSlos } = await load();
  const name = nameOf(file);
  const parse = options.from === 'openslo' ? parseOpenSlo : parseSlos;
  const { slos, faults } = parse(readText(file, io));
  if (!slos) {
    io.exitCode = 1;
    if (json)
      io.stdout(`${JSON.stringify({ file: name, ok: false, faults, slos: [], files: [], notes: [] })}\n`);
    else printFaults(name, faults, io);
    return;
  }
  const files = await filesOf(slos, options);
  const notes = notesOf(slos, files);
  const paths = output === undefined ? [] : writeOutput(output, files, io);
  if (json) {
    io.stdout(`${JSON.stringify({ file: name, ok: true, faults, slos, files: paths, notes })}\n`);
    return;
  }
  printSlos(slos, io);
  if (output !== undefined) io.stdout(`${paths.length} files in ${output}\n`);
  for (const note of notes) io.stderr(`${note}\n`);
};

/** `binnacle monitoring slo`: rules, tests and a dashboard from a file of objectives. */
export const createSloCommand = (io: Io): Command =>
  withLinkOptions(
    new Command('slo')
      .description('write recording rules, alerts, their tests and a dashboard from a file of objectives')
      .argument('<file>', 'the file of objectives, YAML or JSON; - reads standard input')
      .option('--output <folder>', 'where to write; folders that are missing are made')
      .option('--check', 'only check the file')
      .addOption(
        new Option('--from <format>', 'what the file is: objectives as below, or SLOs of OpenSLO v1')
          .choices(['binnacle', 'openslo'])
          .default('binnacle'),
      ),
  )
    .option('--json', 'print the objectives, faults and what was written as one line of JSON')
    .addHelpText('after', NOTES)
    .action((file: string, options: SloOptions) => runSlo(file, options, io));
