import { type Command, Option } from 'commander';
import { wantsHashKey } from '../../../core/redaction/effective-policy.ts';
import { createRedactor } from '../../../core/redaction/index.ts';
import { PRESET_IDS, type PresetId, type RedactionPolicy } from '../../../core/redaction/policy.ts';
import { parsePolicy } from '../../../core/redaction/policy-file/parse-policy.ts';
import { resolveSettings, type Settings } from '../../../core/settings/index.ts';
import { at } from '../../../core/yaml/parse.ts';
import { type Io, UsageError } from '../../io.ts';
import { readText } from '../../read-text.ts';

export interface PolicyOptions {
  readonly policy?: string;
  readonly preset?: PresetId;
}

/** What a process uses that has no `BINNACLE_REDACTION_POLICY`, the first one that is there. */
const DEFAULT_FILES = ['binnacle.redaction.yaml', 'binnacle.redaction.json'];

/** The options by which a command of `binnacle redaction` gets its policy. */
export const withPolicyOptions = (command: Command): Command =>
  command
    .option('--policy <file>', 'the policy to go by; without it that of a process that starts here')
    .addOption(
      new Option('--preset <id>', 'a preset to go by, in the place of that of the file').choices(PRESET_IDS),
    );

const readPolicy = (file: string, io: Io): RedactionPolicy => {
  const { policy, faults } = parsePolicy(readText(file, io));
  if (!policy) throw new UsageError(faults.map((fault) => at(file, fault, fault.message)).join('\n'));
  return policy;
};

/** The file that a process in this directory and with this environment would use; told, because nobody named it here. */
const usualFile = ({ redactionPolicy }: Settings, io: Io): string | undefined => {
  const here = io.listFolder('.');
  const file = redactionPolicy ?? DEFAULT_FILES.find((each) => here.includes(each));
  if (file) io.stderr(`policy: ${file}\n`);
  return file;
};

/** The settings of a process that starts here, with what it would say of those of redaction. */
const usualSettings = (io: Io): Settings => {
  const { settings, warnings } = resolveSettings(io.env, {}, createRedactor().text);
  for (const warning of warnings) if (warning.startsWith('BINNACLE_REDACTION_')) io.stderr(`${warning}\n`);
  return settings;
};

/** Throws UsageError with the position of each fault of the file. */
export const policyOf = (options: PolicyOptions, io: Io): RedactionPolicy => {
  const settings = usualSettings(io);
  const { policy = usualFile(settings, io), preset = settings.redactionPreset } = options;
  const hashKey = settings.redactionHashKey;
  const whole = {
    ...(policy !== undefined && readPolicy(policy, io)),
    ...(preset && { preset }),
    ...(hashKey && { hashKey }),
  };
  if (!hashKey && wantsHashKey(whole))
    io.stderr('BINNACLE_REDACTION_HASH_KEY is not set; what the policy hashes is masked instead\n');
  return whole;
};
