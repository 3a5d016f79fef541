import { Command, Option } from 'commander';
import { at } from '../../../core/yaml/parse.ts';
import type { ParsedSlos, Slo } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { nameOf, readText } from '../../read-text.ts';
import { createStyle } from '../../style.ts';
import { type Output, type OutputFile, printOutput, writeOrCompare } from './generated-output.ts';
import { type LinkOptions, withLinkOptions } from './output.ts';
import { lookAtSloFolder } from './slo-folder.ts';

const NOTES = `
Writes for the objectives of a file: rules/slo-*.yaml for Prometheus, Mimir and Thanos, tests/slo-*.yaml for
"promtool test rules", dashboards/services/slo.json for Grafana, and runbooks/slo-*.md.
The rules need no feature flags. Files that are there are replaced. Rules and tests of an objective that is no longer in the
file are removed: the first line of each says what it was written from, and what does not say so is left alone. An objective
whose id another file has written into the same folder is a fault.
With --check, nothing is written; with --output as well, what would change there is told.
Exit status: 0, 1 where the file of objectives has a fault or --check found what would change, 2 where it cannot be read, a file cannot be written or the
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
  $ binnacle monitoring slo slo.yaml --output monitoring --grafana-url https://grafana.example --check   # in CI
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

const filesOf = async (slos: readonly Slo[], options: SloOptions, source?: string): Promise<OutputFile[]> => {
  const { dashboards, sloRuleFiles, sloRunbooks, sloTestFiles } = await load();
  const into = (
    folder: string,
    files: readonly { readonly name: string; readonly text: string }[],
  ): OutputFile[] => files.map(({ name, text }) => ({ path: `${folder}/${name}`, text }));
  return [
    ...into('rules', sloRuleFiles(slos, options, source)),
    ...into('tests', sloTestFiles(slos, options, source)),
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
  if (!check && output === undefined)
    throw new UsageError(
      'expected --output <folder>, which writes, --check, which only looks, or both, which compares',
    );
  const { parseOpenSlo, parseSlos } = await load();
  const name = nameOf(file);
  const parse = options.from === 'openslo' ? parseOpenSlo : parseSlos;
  const { slos, ids, faults: own } = parse(readText(file, io));
  const folder = output === undefined ? undefined : await lookAtSloFolder(output, file, ids, io);
  const faults = [...own, ...(folder?.conflicts ?? [])];
  if (!slos || faults.length > 0) {
    io.exitCode = 1;
    if (json)
      io.stdout(
        `${JSON.stringify({ file: name, ok: false, faults, slos: [], files: [], removed: [], outdated: [], notes: [] })}\n`,
      );
    else printFaults(name, faults, io);
    return;
  }
  const files = await filesOf(slos, options, folder?.source);
  const written = files.map(({ path }) => path);
  const notes = [
    ...notesOf(slos, files),
    ...(folder?.orphans(written) ?? []).map(
      (path) =>
        `${output}/${path}: the file that it was written from is not there any more; remove it where nobody wants its alerts`,
    ),
  ];
  const target: Output | undefined =
    output === undefined ? undefined : { folder: output, files, stale: folder?.stale(written) ?? [] };
  const result = writeOrCompare(target, check, io);
  if (json) {
    const ok = result.outdated.length === 0;
    io.stdout(`${JSON.stringify({ file: name, ok, faults, slos, ...result, notes })}\n`);
    return;
  }
  printSlos(slos, io);
  printOutput(target, check, result, io);
  for (const note of notes) io.stderr(`${note}\n`);
};

/** `binnacle monitoring slo`: rules, tests and a dashboard from a file of objectives. */
export const createSloCommand = (io: Io): Command =>
  withLinkOptions(
    new Command('slo')
      .description('write recording rules, alerts, their tests and a dashboard from a file of objectives')
      .argument('<file>', 'the file of objectives, YAML or JSON; - reads standard input')
      .option('--output <folder>', 'where to write; folders that are missing are made')
      .option('--check', 'only check the file, and with --output what is written there')
      .addOption(
        new Option('--from <format>', 'what the file is: objectives as below, or SLOs of OpenSLO v1')
          .choices(['binnacle', 'openslo'])
          .default('binnacle'),
      ),
  )
    .option('--json', 'print the objectives, faults and what was written as one line of JSON')
    .addHelpText('after', NOTES)
    .action((file: string, options: SloOptions) => runSlo(file, options, io));
