import { nearest } from '../../nearest.ts';
import { PRESET_IDS, type PresetId } from '../../redaction/policy.ts';
import { optional, setting } from '../setting.ts';
import { anyText, oneOf, type ValueType } from '../value-types.ts';

/** What has to be said beside `BINNACLE_REDACTION=off`. */
export const OFF_CONFIRMATION = 'personal-data-leaves-this-process';

const presetId = oneOf(PRESET_IDS);

/** A misspelled preset must not let more through than the one that was meant. */
const preset: ValueType<PresetId> = {
  accepts: presetId.accepts,
  parse: (text) => presetId.parse(text) ?? 'strict',
  faults: (text) => {
    if (presetId.parse(text)) return [];
    const meant = nearest(text, PRESET_IDS);
    const hint = meant ? `did you mean ${meant}?` : `expected ${presetId.accepts};`;
    return [{ part: text, message: `${hint} strict is used` }];
  },
};

/** Shorter keys can be tried out, and with them every phone number there is. */
const MIN_HASH_KEY_LENGTH = 16;

const hashKey: ValueType<string> = {
  accepts: `text of at least ${MIN_HASH_KEY_LENGTH} characters`,
  parse: (text) => (text.length >= MIN_HASH_KEY_LENGTH ? text : undefined),
};

export const redaction = {
  redactionPolicy: optional(
    'BINNACLE_REDACTION_POLICY',
    anyText,
    'a [policy file](redaction.md), YAML or JSON; without it `binnacle.redaction.yaml` of the working directory, if it is there',
  ),
  redactionPreset: optional(
    'BINNACLE_REDACTION_PRESET',
    preset,
    'what is removed; wins over the preset of the policy file; without both `balanced`',
  ),
  redactionHashKey: optional(
    'BINNACLE_REDACTION_HASH_KEY',
    hashKey,
    'key of the hashes that take the place of what is to be hashed; without it that is masked',
    { secret: true },
  ),
  redaction: setting(
    'BINNACLE_REDACTION',
    oneOf(['on', 'off']),
    'on',
    '`off` sends everything as it is; only together with `BINNACLE_REDACTION_OFF_CONFIRM`',
  ),
  redactionOffConfirm: optional(
    'BINNACLE_REDACTION_OFF_CONFIRM',
    oneOf([OFF_CONFIRMATION]),
    'confirms `BINNACLE_REDACTION=off`',
  ),
} as const;
