import type { Command } from 'commander';
import type { OwnRules } from '../../../monitoring/index.ts';
import { type Io, UsageError } from '../../io.ts';
import { readText } from '../../read-text.ts';
import { faultText } from './routing-file.ts';

export interface OwnRuleOptions {
  readonly slo?: string;
  readonly probes?: string;
}

/** Files of one's own whose rules come along. */
export const withOwnRuleOptions = (command: Command): Command =>
  command
    .option('--slo <file>', 'slo.yaml: objectives whose rules come along')
    .option('--probes <file>', 'probes.yaml: probes and heartbeats whose limits come along as rules');

/** What the files hold. Throws UsageError with every fault, a line each, where one cannot be used. */
export const readOwnRules = async ({ slo, probes }: OwnRuleOptions, io: Io): Promise<OwnRules> => {
  // Loaded when it is asked for: other commands should not wait for it.
  const { parseProbes, parseSlos } = await import('../../../monitoring/index.ts');
  const objectives = slo === undefined ? undefined : parseSlos(readText(slo, io));
  const probed = probes === undefined ? undefined : parseProbes(readText(probes, io));
  const faults = [
    ...(slo === undefined ? [] : [faultText(slo, objectives?.faults ?? [])]),
    ...(probes === undefined ? [] : [faultText(probes, probed?.faults ?? [])]),
  ].join('');
  if (faults !== '') throw new UsageError(faults.trimEnd());
  return {
    ...(objectives?.slos && { slos: objectives.slos }),
    ...(probed?.probes && { probes: probed.probes }),
  };
};
