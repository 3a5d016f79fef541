import type { KeyLists, RedactionAction } from './policy.ts';

/** What a policy starts from. One preset is one file in `presets/`, which exports this as `preset`, and `facts`. */
export interface RedactionPreset {
  /** Equals the file's name. */
  readonly id: string;
  /** What is done to what a rule finds, where that is not `mask`. */
  readonly rules: Readonly<Record<string, RedactionAction>>;
  readonly keys: KeyLists;
}

/** What users are told of a preset. Apart from it, so that a bundle for browsers has none of it. */
export interface PresetFacts {
  readonly summary: string;
  /** What it does beyond `balanced`, in words. */
  readonly adds: string;
  readonly sources: readonly string[];
}
