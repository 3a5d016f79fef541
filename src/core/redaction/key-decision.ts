import type { KeyRule } from './effective-policy.ts';
import { createKeyList } from './key-list.ts';
import { isSensitiveAttribute } from './keys.ts';
import type { RedactionAction } from './policy.ts';

/** What is done to the value of a key because of the key; undefined where the value itself decides. */
export type KeyDecision = (key: string) => RedactionAction | undefined;

/** By the first list that has the key, and then by the names that are sensitive by themselves. */
export const createKeyDecision = (rules: readonly KeyRule[]): KeyDecision => {
  const lists = rules.map(({ action, names }) => ({ action, has: createKeyList(names) }));
  return (key) =>
    lists.find(({ has }) => has(key))?.action ?? (isSensitiveAttribute(key) ? 'mask' : undefined);
};
