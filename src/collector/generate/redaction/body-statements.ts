import { REDACTED } from '../../../core/redaction/text.ts';
import { quote, where } from './ottl.ts';
import { borrowed, endStatements } from './places.ts';

// A body that is a map or a list is cleaned as one text, in its JSON form, and read again where something was found.

/** Control characters stand for what rules should not see; JSON has none. This one for an escaped backslash. */
const BACKSLASH = '\u0005';

/** Follows each escaped break: the `n` of `\n` is no letter of the word behind it. */
const BREAK = '\u0001';

/** What a sensitive key has held, which no rule may take for a value of that key. */
const TAKEN = '"<\u0004>"';

const ATTRIBUTES = 'log.attributes';
const BODY = borrowed(ATTRIBUTES, 'json');
const IS_CHANGED = borrowed(ATTRIBUTES, 'is-changed');
/** Not an attribute, because the rules would clean it too, and nothing would look changed. */
const BEFORE = 'log.cache["json"]';

const replace = (pattern: string, replacement: string): string =>
  `replace_pattern(${BODY}, ${quote(pattern)}, ${quote(replacement)})`;

export const bodyBefore = (): string[] => [
  `set(${BODY}, String(log.body)) where IsMap(log.body) or IsList(log.body)`,
  replace('\\\\\\\\', BACKSLASH),
  // Go writes these for HTML: https://pkg.go.dev/encoding/json#Marshal
  replace('\\\\u003c', '<'),
  replace('\\\\u003e', '>'),
  replace('\\\\u0026', '&'),
  `set(${BEFORE}, ${BODY})`,
  replace('(?<keep>:)"[*]{4}(?:\\\\n[*]{4})*"', `\${keep}${TAKEN}`),
  replace('(?<keep>\\\\[bfnrt])', `\${keep}${BREAK}`),
];

export const bodyCleaned = (): string[] => [
  replace(BREAK, ''),
  replace(TAKEN, `"${REDACTED}"`),
  `set(${IS_CHANGED}, true)${where(`${BODY} != ${BEFORE}`)}`,
  replace(BACKSLASH, '\\\\'),
];

const isChanged = where(`${IS_CHANGED} == true`);

/** Should a rule have broken the JSON, the clean text takes the place of the map: it cannot be read then. */
export const bodyAfter = (): string[] => [`set(log.body, ${BODY})${isChanged}`];

/** Follow all others, with errors ignored. */
export const bodyStatements = (): string[] => [
  `set(log.body, ParseJSON(${BODY}))${isChanged}`,
  ...endStatements(ATTRIBUTES),
];
