import { Command } from 'commander';
import type { Labels } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { showDecision, showMatrix } from './route-test-text.ts';
import { faultText, nameOfFile, readEither } from './routing-file.ts';

const NOTES = `
The file is a routing.yaml or the configuration of an Alertmanager; without one, it is routing.yaml. Labels are written as in
Alertmanager: severity=critical, service="shop/orders". The answers are those of "amtool config routes test".
Exit status: 0, 1 where the file has a fault or the receivers are not those of --expect, 2 where it cannot be read or the
command line is wrong.

Examples:
  $ binnacle monitoring route-test routing.yaml alertname=ServiceApdex severity=warning team=payments
  $ binnacle monitoring route-test routing.yaml severity=warning team=payments --at 2026-12-24T03:00:00+01:00
  $ binnacle monitoring route-test alertmanager.yml alertname=ServiceSilent absent_data=true \\
      --firing 'alertname=TargetDown, job=collector'
  $ binnacle monitoring route-test routing.yaml --all          every alert that there is
  $ binnacle monitoring route-test routing.yaml severity=critical team=payments --expect pager,chat
`;

interface RouteTestOptions {
  readonly at?: string;
  readonly all?: boolean;
  readonly firing: readonly string[];
  readonly expect?: string;
  readonly json?: boolean;
}

// Loaded when it is asked for: other commands should not wait for it.
const load = () => import('../../../monitoring/index.ts');

const isLabel = (text: string): boolean => /[=!]/.test(text);

const labelsOf = async (texts: readonly string[]): Promise<Labels> => {
  const { parseMatcher } = await load();
  const labels: Record<string, string> = Object.create(null);
  for (const text of texts) {
    let operator: string;
    if (!isLabel(text))
      throw new UsageError(`${text}: expected a label such as severity=critical or alertname=${text}`);
    try {
      const matcher = parseMatcher(text);
      operator = matcher.operator;
      labels[matcher.name] = matcher.value;
    } catch (error) {
      throw new UsageError(`${text}: ${(error as Error).message}`);
    }
    if (operator !== '=')
      throw new UsageError(`${text}: an alert has labels such as severity=critical, no "${operator}"`);
  }
  return labels;
};

const firingOf = async (text: string): Promise<Labels> => {
  const { parseMatchers } = await load();
  try {
    const matchers = parseMatchers(text);
    if (matchers.some(({ operator }) => operator !== '=')) throw new Error('expected name=value, name=value');
    return Object.fromEntries(matchers.map(({ name, value }) => [name, value]));
  } catch (error) {
    throw new UsageError(
      `--firing ${text}: ${isLabel(text) ? (error as Error).message : 'expected name=value, name=value'}`,
    );
  }
};

const millisOf = (text: string | undefined): number => {
  if (text === undefined) return Date.now();
  const millis = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(millis))
    throw new UsageError(
      `--at ${text}: expected a time such as 2026-12-24T03:00:00Z or 2026-12-24T03:00:00+01:00`,
    );
  return millis;
};

const runRouteTest = async (given: readonly string[], options: RouteTestOptions, io: Io): Promise<void> => {
  const [first] = given;
  const hasFile = first !== undefined && !isLabel(first);
  const file = hasFile ? first : 'routing.yaml';
  const texts = hasFile ? given.slice(1) : given;
  if (options.all ? texts.length > 0 : texts.length === 0)
    throw new UsageError('expected labels such as severity=critical team=payments, or --all');
  const labels = await labelsOf(texts);
  const firing = await Promise.all(options.firing.map(firingOf));
  const epochMillis = millisOf(options.at);
  const { decide, knownAlerts } = await load();
  const { alertmanager, faults } = await readEither(file, io);
  const json = (result: object): void =>
    io.stdout(`${JSON.stringify({ file: nameOfFile(file), ok: io.exitCode === 0, faults, ...result })}\n`);
  if (!alertmanager) {
    io.exitCode = 1;
    if (options.json) json({ alerts: [] });
    else io.stdout(faultText(file, faults));
    return;
  }
  const asked = options.all ? knownAlerts() : [labels];
  const decisions = asked.map((each) => decide(alertmanager, each, { epochMillis, firing }));
  const receivers = decisions
    .flatMap(({ deliveries }) => deliveries.map(({ receiver }) => receiver))
    .join(',');
  if (options.expect !== undefined && options.expect !== receivers) io.exitCode = 1;
  if (options.json) {
    json({ at: new Date(epochMillis).toISOString(), alerts: decisions });
    return;
  }
  if (options.all) io.stdout(showMatrix(decisions, io));
  else for (const decision of decisions) io.stdout(showDecision(decision, alertmanager, io));
  if (io.exitCode === 1) io.stderr(`expected ${options.expect}, and it is ${receivers}\n`);
};

const collect = (text: string, previous: readonly string[]): readonly string[] => [...previous, text];

/** `binnacle monitoring route-test`: where an alert goes, and why. */
export const createRouteTestCommand = (io: Io): Command =>
  new Command('route-test')
    .description('show where an alert goes, why, and what keeps it silent')
    .argument('[file-or-labels...]', 'routing.yaml or alertmanager.yml, and the labels of an alert')
    .option('--at <time>', 'when; now otherwise')
    .option(
      '--firing <labels>',
      'another alert that fires, as name=value, name=value; repeatable',
      collect,
      [],
    )
    .option('--all', 'every alert that there is, with the labels of its test')
    .option('--expect <receivers>', 'exit with 1 where it goes elsewhere; names with commas between')
    .option('--json', 'print the answer as one line of JSON')
    .addHelpText('after', NOTES)
    .action((given: readonly string[], options: RouteTestOptions) => runRouteTest(given, options, io));
