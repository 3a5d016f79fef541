import { Command } from 'commander';
import {
  type ParsedConfiguration,
  parseConfiguration,
} from '../../core/configuration/parse-configuration.ts';
import type { ConfigurationPlan } from '../../core/configuration/plan.ts';
import { at, type Fault } from '../../core/yaml/parse.ts';
import { instrumentations } from '../../node/instrumentations.generated.ts';
import { type Io, UsageError } from '../io.ts';

const NOTES = `
The file is what OTEL_CONFIG_FILE names: a declarative configuration of OpenTelemetry, format 1.0 or 1.1.
References such as \${NAME:-default} are read from the environment of this command.
Exit status: 0 the file can be used, 2 it cannot.

Examples:
  $ binnacle config check otel.yaml
  $ binnacle config check --json - < otel.yaml
`;

/** The name that messages show for standard input. */
const STDIN_NAME = '<stdin>';

const read = (file: string, io: Io): string => {
  try {
    return io.readFile(file);
  } catch (error) {
    throw new UsageError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
};

const count = (noun: string, things: readonly unknown[]): string =>
  `${things.length} ${noun}${things.length === 1 ? '' : 's'}`;

const summaryOf = ({ fileFormat, traces, metrics, logs, settings }: ConfigurationPlan): string =>
  settings.sdkDisabled
    ? `format ${fileFormat}, disabled`
    : `format ${fileFormat}, ${count('span exporter', traces)}, ${count('metric reader', metrics)}, ${count('log exporter', logs)}`;

const printText = (name: string, { plan, faults, warnings }: ParsedConfiguration, io: Io): void => {
  for (const fault of faults) io.stderr(`${at(name, fault, fault.message)}\n`);
  for (const warning of warnings) io.stderr(`${at(name, warning, `warning: ${warning.message}`)}\n`);
  if (plan) io.stdout(`${name}: good (${summaryOf(plan)})\n`);
};

const printJson = (file: string, { plan, faults, warnings }: ParsedConfiguration, io: Io): void => {
  const plain = (all: readonly Fault[]) =>
    all.map(({ line, column, message }) => ({ line, column, message }));
  const result = { file, ok: plan !== undefined, errors: plain(faults), warnings: plain(warnings) };
  io.stdout(`${JSON.stringify(result)}\n`);
};

const check = (file: string, json: boolean, io: Io): void => {
  const parsed = parseConfiguration(read(file, io), {
    env: io.env,
    instrumentations: instrumentations.map(({ name }) => name),
  });
  const name = file === '-' ? STDIN_NAME : file;
  (json ? printJson : printText)(name, parsed, io);
  io.exitCode = parsed.plan ? 0 : 2;
};

/** `binnacle config check`: a configuration file with every fault's position, before a service meets it. */
export const createConfigCommand = (io: Io): Command =>
  new Command('config').description('work with declarative configuration files').addCommand(
    new Command('check')
      .description('check a declarative configuration file')
      .argument('<file>', 'YAML file; - reads standard input')
      .option('--json', 'print the result as one line of JSON')
      .addHelpText('after', NOTES)
      .action((file: string, { json = false }: { readonly json?: boolean }) => check(file, json, io)),
  );
