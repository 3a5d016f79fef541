import { CALLER_ADDRESS_KEYS, OWN_ADDRESS_KEYS } from './address-keys.ts';
import { createKeyList } from './key-list.ts';
import { isSensitiveKey } from './keys.ts';
import type { KeyLists, RedactionAction } from './policy.ts';

/** In the order in which they are asked. */
export const KEY_LIST_ACTIONS = [
  ['allow', 'keep'],
  ['remove', 'remove'],
  ['deny', 'mask'],
  ['hash', 'hash'],
  ['partial', 'partial'],
  ['truncate', 'truncate'],
] as const satisfies readonly (readonly [keyof KeyLists, RedactionAction])[];

/** What is done to the value of a key because of the key; undefined where the value itself decides. */
export type KeyDecision = (key: string) => RedactionAction | undefined;

const listsOf = (lists: KeyLists): KeyDecision => {
  const asked = KEY_LIST_ACTIONS.flatMap(([name, action]) => {
    const patterns = lists[name] ?? [];
    return patterns.length > 0 ? [{ has: createKeyList(patterns), action }] : [];
  });
  return (key) => asked.find(({ has }) => has(key))?.action;
};

/** The lists of the policy, then those of its preset, then the names that are sensitive by themselves. */
export const createKeyDecision = (own: KeyLists, preset: KeyLists): KeyDecision => {
  const byPolicy = listsOf(own);
  const byPreset = listsOf(preset);
  return (key) => byPolicy(key) ?? byPreset(key) ?? (isSensitiveKey(key) ? 'mask' : undefined);
};

export const isCallerAddressKey = createKeyList(CALLER_ADDRESS_KEYS);
export const isOwnAddressKey = createKeyList(OWN_ADDRESS_KEYS);
