/** What is done to what a rule or a key finds. */
export const REDACTION_ACTIONS = [
  /** Nothing takes its place; an attribute goes with its key. */
  'remove',
  /** The mark of the rule takes its place: `[REDACTED:email]`. */
  'mask',
  /** All but the last four letters and digits become `*`. */
  'partial',
  /** A keyed hash (HMAC-SHA-256) takes its place: the same value gives the same hash. */
  'hash',
  /** It is cut to what identifies nobody: an IP address to its network, another text to its first three characters. */
  'truncate',
  /** It stays. */
  'keep',
] as const;
export type RedactionAction = (typeof REDACTION_ACTIONS)[number];

export { PRESET_IDS } from './preset-ids.generated.ts';

import type { PRESET_IDS } from './preset-ids.generated.ts';
export type PresetId = (typeof PRESET_IDS)[number];

/**
 * Names of attributes, fields and headers, without regard to case and to `.`, `_` and `-` in them; `*` is any number
 * of characters. A name is the whole key, or what follows one of its dots. The first list that has a key decides.
 */
export interface KeyLists {
  /** Their values stay as they are. */
  readonly allow?: readonly string[];
  /** Their values go together with the key. */
  readonly remove?: readonly string[];
  /** Their values go, whatever they look like. */
  readonly deny?: readonly string[];
  /** Their values are hashed, whatever they look like. */
  readonly hash?: readonly string[];
  /** Of their values the last four letters and digits stay. */
  readonly partial?: readonly string[];
  /** Their values are cut: an IP address to its network, another text to its first three characters. */
  readonly truncate?: readonly string[];
}

/** A pattern of the user's own. */
export interface CustomRule {
  /** Names the rule in `rules` and in the mark: lower-case letters, digits and `-`. */
  readonly id: string;
  /**
   * A regular expression with bounded repetition only, without look-around and back-references. It is not run by
   * the engine for regular expressions of the platform, so its time is bounded.
   */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  /** `mask` where it is not given. */
  readonly action?: RedactionAction;
}

/** What a policy file or code may say. Everything is optional: an empty policy is the preset `balanced`. */
export interface RedactionPolicy {
  readonly preset?: PresetId;
  /** By the rule's id. */
  readonly rules?: Readonly<Record<string, RedactionAction>>;
  /** Go before the lists of the preset. */
  readonly keys?: KeyLists;
  readonly custom?: readonly CustomRule[];
  /** The countries whose national ids are looked for: all where it is not given, none where the list is empty. */
  readonly nationalIds?: { readonly countries?: readonly string[] };
  /** Key of the hashes. Never in a file: `BINNACLE_REDACTION_HASH_KEY`. Without it what is to be hashed is masked. */
  readonly hashKey?: string;
}
