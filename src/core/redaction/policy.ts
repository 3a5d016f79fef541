/** What is done to what a rule or a key finds. */
export type RedactionAction =
  /** Nothing takes its place; an attribute goes with its key. */
  | 'remove'
  /** The mark of the rule takes its place: `[REDACTED:email]`. */
  | 'mask'
  /** All but the last four letters and digits become `*`. */
  | 'partial'
  /** A keyed hash (HMAC-SHA-256) takes its place: the same value gives the same hash. */
  | 'hash'
  /** It is cut to what identifies nobody: an IP address to its network, another text to its first characters. */
  | 'truncate'
  /** It stays. */
  | 'keep';

export const PRESET_IDS = ['strict', 'balanced', 'gdpr', 'hipaa', 'pci'] as const;
export type PresetId = (typeof PRESET_IDS)[number];

/** What a policy file or code may say. Everything is optional: an empty policy is the preset `balanced`. */
export interface RedactionPolicy {
  readonly preset?: PresetId;
  /** By the rule's id. */
  readonly rules?: Readonly<Record<string, RedactionAction>>;
  /** Names of attributes, fields, parameters and headers, without regard to case; `*` is any number of characters. */
  readonly keys?: {
    /** Their values stay as they are. Goes before the other two. */
    readonly allow?: readonly string[];
    /** Their values go, whatever they look like. */
    readonly deny?: readonly string[];
    /** Their values are hashed, whatever they look like. */
    readonly hash?: readonly string[];
  };
  /** Key of the hashes. Never in a file: `BINNACLE_REDACTION_HASH_KEY`. Without it what is to be hashed is masked. */
  readonly hashKey?: string;
}

/** What is not masked where a policy says nothing: addresses that no person has, and that operators need. */
export const DEFAULT_ACTIONS: Readonly<Record<string, RedactionAction>> = { 'private-ip': 'keep' };
