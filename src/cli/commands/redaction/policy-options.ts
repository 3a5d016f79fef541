import { type Command, Option } from 'commander';
import { wantsHashKey } from '../../../core/redaction/effective-policy.ts';
import { PRESET_IDS, type PresetId, type RedactionPolicy } from '../../../core/redaction/policy.ts';
import { parsePolicy } from '../../../core/redaction/policy-file/parse-policy.ts';
import { at } from '../../../core/yaml/parse.ts';
import { type Io, UsageError } from '../../io.ts';
import { readText } from '../../read-text.ts';

export interface PolicyOptions {
  readonly policy?: string;
  readonly preset?: PresetId;
}

/** The options by which a command of `binnacle redaction` gets its policy. */
export const withPolicyOptions = (command: Command): Command =>
  command
    .option('--policy <file>', 'the policy to go by, such as binnacle.redaction.yaml')
    .addOption(
      new Option('--preset <id>', 'a preset to go by, in the place of that of the file').choices(PRESET_IDS),
    );

const readPolicy = (file: string, io: Io): RedactionPolicy => {
  const { policy, faults } = parsePolicy(readText(file, io));
  if (!policy) throw new UsageError(faults.map((fault) => at(file, fault, fault.message)).join('\n'));
  return policy;
};

/** Throws UsageError with the position of each fault of the file. */
export const policyOf = ({ policy, preset }: PolicyOptions, io: Io): RedactionPolicy => {
  const hashKey = io.env.BINNACLE_REDACTION_HASH_KEY;
  const whole = {
    ...(policy !== undefined && readPolicy(policy, io)),
    ...(preset && { preset }),
    ...(hashKey && { hashKey }),
  };
  if (!hashKey && wantsHashKey(whole))
    io.stderr('BINNACLE_REDACTION_HASH_KEY is not set; what the policy hashes is masked instead\n');
  return whole;
};
