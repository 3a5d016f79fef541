import { Command } from 'commander';
import { parseConfiguration } from '../../core/configuration/parse-configuration.ts';
import type { ConfigurationPlan } from '../../core/configuration/plan.ts';
import { parsePolicy } from '../../core/redaction/policy-file/parse-policy.ts';
import { parseTransactions } from '../../core/transactions/parse-transactions.ts';
import { at, type Fault } from '../../core/yaml/parse.ts';
import { instrumentations } from '../../node/instrumentations.generated.ts';
import type { Io } from '../io.ts';
import { nameOf, readText } from '../read-text.ts';

const NOTES = `
The file is what OTEL_CONFIG_FILE names: a declarative configuration of OpenTelemetry, format 1.0 or 1.1.
References such as \${NAME:-default} are read from the environment of this command. A file with "redaction"
in its name, or with the keys of one, is what BINNACLE_REDACTION_POLICY names; --redaction says so of any. One with
"transactions" in its name, or as its key, is what BUSINESS_TRANSACTIONS_FILE names; --transactions says so of any.
Exit status: 0 the file can be used, 2 it cannot.

Examples:
  $ binnacle config check otel.yaml
  $ binnacle config check binnacle.redaction.yaml
  $ binnacle config check transactions.yaml
  $ binnacle config check --json - < otel.yaml
`;

const count = (noun: string, things: readonly unknown[]): string =>
  `${things.length} ${noun}${things.length === 1 ? '' : 's'}`;

const summaryOf = ({ fileFormat, traces, metrics, logs, settings }: ConfigurationPlan): string =>
  settings.sdkDisabled
    ? `format ${fileFormat}, disabled`
    : `format ${fileFormat}, ${count('span exporter', traces)}, ${count('metric reader', metrics)}, ${count('log exporter', logs)}`;

/** What was found out about a file of either kind. */
interface Checked {
  /** In a few words what the file asks for; undefined where it cannot be used. */
  readonly summary: string | undefined;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

const checkConfiguration = (text: string, io: Io): Checked => {
  const { plan, faults, warnings } = parseConfiguration(text, {
    env: io.env,
    instrumentations: instrumentations.map(({ name }) => name),
  });
  return { summary: plan && summaryOf(plan), faults, warnings };
};

const checkPolicy = (text: string): Checked => {
  const { policy, faults } = parsePolicy(text);
  const { preset = 'balanced', custom = [] } = policy ?? {};
  const summary = `redaction, preset ${preset}, ${count('custom pattern', custom)}`;
  return { summary: policy && summary, faults, warnings: [] };
};

const checkTransactions = (text: string): Checked => {
  const { definitions, faults } = parseTransactions(text);
  return {
    summary: definitions && count('business transaction', [...definitions]),
    faults,
    warnings: [],
  };
};

const printText = (name: string, { summary, faults, warnings }: Checked, io: Io): void => {
  for (const fault of faults) io.stderr(`${at(name, fault, fault.message)}\n`);
  for (const warning of warnings) io.stderr(`${at(name, warning, `warning: ${warning.message}`)}\n`);
  if (summary !== undefined) io.stdout(`${name}: good (${summary})\n`);
};

const printJson = (file: string, { summary, faults, warnings }: Checked, io: Io): void => {
  const plain = (all: readonly Fault[]) =>
    all.map(({ line, column, message }) => ({ line, column, message }));
  const result = { file, ok: summary !== undefined, errors: plain(faults), warnings: plain(warnings) };
  io.stdout(`${JSON.stringify(result)}\n`);
};

interface CheckOptions {
  readonly json?: boolean;
  readonly redaction?: boolean;
  readonly transactions?: boolean;
}

const isPolicyName = (file: string): boolean => /redaction[^/\\]*$/i.test(file);
const isTransactionsName = (file: string): boolean => /transactions[^/\\]*$/i.test(file);

/** Keys at the root, in YAML of lines or first in JSON. */
const CONFIGURATION_KEY = /^(?:\{\s*)?["']?file_format["']?\s*:/m;
const POLICY_KEY = /^(?:\{\s*)?["']?(?:preset|rules|keys|custom|nationalIds)["']?\s*:/m;
const TRANSACTIONS_KEY = /^(?:\{\s*)?["']?transactions["']?\s*:/m;

const checkOf = (
  file: string,
  text: string,
  { redaction, transactions }: CheckOptions,
): typeof checkConfiguration => {
  if (redaction) return checkPolicy;
  if (transactions) return checkTransactions;
  if (isPolicyName(file)) return checkPolicy;
  if (isTransactionsName(file)) return checkTransactions;
  if (CONFIGURATION_KEY.test(text)) return checkConfiguration;
  if (TRANSACTIONS_KEY.test(text)) return checkTransactions;
  return POLICY_KEY.test(text) ? checkPolicy : checkConfiguration;
};

const check = (file: string, options: CheckOptions, io: Io): void => {
  const { json = false } = options;
  const text = readText(file, io);
  const checked = checkOf(file, text, options)(text, io);
  const name = nameOf(file);
  (json ? printJson : printText)(name, checked, io);
  io.exitCode = checked.summary === undefined ? 2 : 0;
};

/** `binnacle config check`: a configuration file, a redaction policy or a file of transactions with every fault's position, before a service meets it. */
export const createConfigCommand = (io: Io): Command =>
  new Command('config').description('work with declarative configuration files').addCommand(
    new Command('check')
      .description('check a declarative configuration file, a redaction policy, or a file of transactions')
      .argument('<file>', 'YAML file; - reads standard input')
      .option('--json', 'print the result as one line of JSON')
      .option('--redaction', 'the file is a redaction policy, whatever its name')
      .option('--transactions', 'the file is one of business transactions, whatever its name')
      .addHelpText('after', NOTES)
      .action((file: string, options: CheckOptions) => check(file, options, io)),
  );
