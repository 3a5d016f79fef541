import { decode } from './decoding.ts';
import type { KeyDecision } from './key-decision.ts';
import type { RedactionAction } from './policy.ts';
import { defaultParameterAction, type ParameterAction } from './url.ts';

/**
 * What is done to a parameter of a URL because of its name: what the policy says of such a key, else the default.
 * Values are decoded before, so that a hash is the one that the value has elsewhere.
 */
export const createParameterAction =
  (decide: KeyDecision, decided: (action: RedactionAction, value: unknown) => unknown): ParameterAction =>
  (name) => {
    const action = decide(name);
    if (action === undefined) return defaultParameterAction(name);
    if (action === 'keep') return (value) => value;
    return (value) => {
      const clean = decided(action, decode(value, true).text);
      return typeof clean === 'string' ? clean : '';
    };
  };
