import { type Command, Option } from 'commander';
import { PRESET_IDS, type PresetId, type RedactionPolicy } from '../../../core/redaction/policy.ts';

export interface PolicyOptions {
  readonly preset?: PresetId;
}

/** The options by which a command of `binnacle redaction` gets its policy. */
export const withPolicyOptions = (command: Command): Command =>
  command.addOption(new Option('--preset <id>', 'the policy to go by').choices(PRESET_IDS));

export const policyOf = ({ preset }: PolicyOptions): RedactionPolicy => (preset ? { preset } : {});
