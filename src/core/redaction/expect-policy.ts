import { KEY_LIST_ACTIONS } from './effective-policy.ts';
import type { RedactionPolicy } from './policy.ts';

const LISTS: readonly string[] = KEY_LIST_ACTIONS.map(([list]) => list);
const PARTS: readonly (keyof RedactionPolicy)[] = [
  'preset',
  'rules',
  'keys',
  'custom',
  'nationalIds',
  'hashKey',
];

const expectNames = (what: string, given: object, known: readonly string[]): void => {
  for (const name of Object.keys(given))
    if (!known.includes(name))
      throw new TypeError(`redaction policy: ${what}${name} is unknown; there are ${known.join(', ')}`);
};

/**
 * A name that JavaScript lets pass would be read by nobody, and let through what it was meant to hide. A preset or an
 * action that is none needs no error: what is strictest is done instead.
 */
export const expectPolicy = (policy: RedactionPolicy): void => {
  expectNames('', policy, PARTS);
  const { keys = {} } = policy;
  expectNames('keys.', keys, LISTS);
  for (const [list, names] of Object.entries(keys))
    if (names !== undefined && !(Array.isArray(names) && names.every((name) => typeof name === 'string')))
      throw new TypeError(`redaction policy: keys.${list} has to be a list of names`);
};
