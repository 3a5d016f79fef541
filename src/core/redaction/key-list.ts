import { matchesWildcard } from '../wildcard.ts';
import { MAX_KEY_LENGTH } from './key-terms.ts';

/** What names are compared as: `access_token`, `access-token`, `access.token` and `accessToken` are one. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[._-]/g, '');

/**
 * Whether one of the patterns is the whole key, or all that follows one of its dots: `employee_id` is also
 * `app.employee_id`. `*` is any number of characters.
 */
export const createKeyList = (patterns: readonly string[]): ((key: string) => boolean) => {
  const all = [...new Set(patterns.map(plain))];
  const exact = new Set(all.filter((each) => !each.includes('*')));
  const starred = all.filter((each) => each.includes('*'));
  if (all.length === 0) return () => false;
  return (name) => {
    const key = name.slice(-MAX_KEY_LENGTH);
    for (let from = 0; ; ) {
      const rest = plain(key.slice(from));
      if (exact.has(rest) || starred.some((pattern) => matchesWildcard(pattern, rest))) return true;
      const dot = key.indexOf('.', from);
      if (dot < 0) return false;
      from = dot + 1;
    }
  };
};

/** What stands for a character of a pattern; nothing that an expression could read in another way is left in it. */
const expressionOf = (character: string): string =>
  character === '*' ? '.{0,256}' : character.replace(/[\\^$+?()[\]{}|/]/, '\\$&');

/** The pattern for the Collector, to be read without regard to case, in the subset of JavaScript and RE2. */
export const patternOfKey = (pattern: string): string =>
  `(?:^|\\.)${[...plain(pattern)].map(expressionOf).join('[._-]?')}$`;
