import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { wantsHashKey } from '../core/redaction/effective-policy.ts';
import { createRedactor, type RedactionPolicy, type Redactor } from '../core/redaction/index.ts';
import { noRedaction } from '../core/redaction/no-redaction.ts';
import { OFF_CONFIRMATION } from '../core/settings/groups/redaction.ts';
import type { Settings } from '../core/settings/index.ts';
import type { LoadChunk } from './load-chunk.ts';

/** Used where `BINNACLE_REDACTION_POLICY` is not set, the first one that is there. */
const DEFAULT_FILES = ['binnacle.redaction.yaml', 'binnacle.redaction.json'];

type RedactionSettings = Pick<
  Settings,
  'redaction' | 'redactionOffConfirm' | 'redactionPolicy' | 'redactionPreset' | 'redactionHashKey'
>;

const IS_OFF =
  'BINNACLE_REDACTION=off: personal data and secrets leave this process as they are; unset it to have them removed';

const STAYS_ON = `BINNACLE_REDACTION=off has no effect without BINNACLE_REDACTION_OFF_CONFIRM=${OFF_CONFIRMATION}; redaction stays on`;

const NO_HASH_KEY =
  'BINNACLE_REDACTION_HASH_KEY is not set; what the redaction policy hashes is masked instead';

/**
 * The redactor of this process, by its settings. Never throws: where a policy file cannot be used there is one
 * warning, and the preset `strict` takes its place, which lets nothing through that the policy would have held back.
 *
 * @param directory where relative names begin; without it, at the working directory of the moment
 */
export const createConfiguredRedactor = (
  settings: RedactionSettings,
  warn: (line: string) => void,
  load: LoadChunk,
  directory = '',
): Redactor => {
  if (settings.redaction === 'off') {
    if (settings.redactionOffConfirm !== undefined) {
      warn(IS_OFF);
      return noRedaction;
    }
    warn(STAYS_ON);
  }
  const named = settings.redactionPolicy ?? DEFAULT_FILES.find((name) => existsSync(join(directory, name)));
  const file = named === undefined || isAbsolute(named) ? named : join(directory, named);
  const written: RedactionPolicy =
    file === undefined
      ? {}
      : load<typeof import('./redaction-policy-file.ts')>('./redaction-policy-file.js').readPolicyFile(
          file,
          warn,
        );
  const policy: RedactionPolicy = {
    ...written,
    ...(settings.redactionPreset !== undefined && { preset: settings.redactionPreset }),
    ...(settings.redactionHashKey !== undefined && { hashKey: settings.redactionHashKey }),
  };
  if (policy.hashKey === undefined && wantsHashKey(policy)) warn(NO_HASH_KEY);
  return createRedactor(policy);
};
