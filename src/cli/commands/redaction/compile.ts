import { Command, Option } from 'commander';
import { type CompiledRedaction, compileRedaction } from '../../../collector/index.ts';
import type { Io } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { writeText } from '../../write-text.ts';
import { type PolicyOptions, policyOf, withPolicyOptions } from './policy-options.ts';

const NOTES = `
Writes the processors that do in an OpenTelemetry Collector what the policy does in the SDK, for services in any
language. What the Collector cannot do is said on standard error, by rule, and in the result of --json.
The Collector that Binnacle ships has the processors of the default policy.
Exit status: 0 written, 2 the policy or the command line cannot be used.

Examples:
  $ binnacle redaction compile --to collector > redaction.yaml
  $ binnacle redaction compile --to collector --preset gdpr --output redaction.yaml
  $ binnacle redaction compile --to collector --policy binnacle.redaction.yaml --json
  $ otelcol validate --config=collector.yaml --config=redaction.yaml
`;

const TARGETS = ['collector'] as const;

interface CompileOptions extends PolicyOptions {
  readonly to: (typeof TARGETS)[number];
  readonly output?: string;
  readonly json?: boolean;
}

const printRemains = ({ remains }: CompiledRedaction, io: Io): void => {
  const style = createStyle(io);
  const width = Math.max(...remains.map(({ rule }) => rule.length));
  io.stderr(`${style.bold('What the Collector does not do:')}\n`);
  for (const { rule, what } of remains) io.stderr(`  ${rule.padEnd(width)}  ${what}\n`);
};

const compile = (options: CompileOptions, io: Io): void => {
  const { to, output, json } = options;
  const compiled = compileRedaction(policyOf(options, io));
  const { yaml, processors, order, remains } = compiled;
  if (output !== undefined) writeText(output, yaml, io);
  if (json) {
    io.stdout(`${JSON.stringify({ to, output: output ?? null, processors, pipelines: order, remains })}\n`);
    return;
  }
  if (output === undefined) io.stdout(yaml);
  printRemains(compiled, io);
};

/** `binnacle redaction compile`: a policy as processors of the Collector. */
export const createCompileCommand = (io: Io): Command =>
  withPolicyOptions(
    new Command('compile').description('write a policy as processors of an OpenTelemetry Collector'),
  )
    .addOption(new Option('--to <target>', 'what it is written for').choices(TARGETS).makeOptionMandatory())
    .option('--output <file>', 'the file to write; standard output without it')
    .option('--json', 'print the processors, their order and what remains as one line of JSON')
    .addHelpText('after', NOTES)
    .action((options: CompileOptions) => compile(options, io));
