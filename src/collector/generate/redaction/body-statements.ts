import { REDACTED } from '../../../core/redaction/text.ts';
import { quote, where } from './ottl.ts';
import { borrowed, endStatements } from './places.ts';

// A body that is a map or a list is cleaned as one text, in its JSON form, and read again where something was found.

/** Control characters stand for what rules should not see; JSON has none. This one for an escaped backslash. */
const BACKSLASH = '\u0005';

/** Rules see breaks as they are; JSON has none of these characters, so that they can be told again. */
const BREAKS: readonly (readonly [letter: string, character: string])[] = [
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['b', '\b'],
];

/** What a sensitive key has held, which no rule may take for a value of that key. */
const TAKEN = '"<\u0004>"';

const ATTRIBUTES = 'log.attributes';
const BODY = borrowed(ATTRIBUTES, 'json');
const IS_CHANGED = borrowed(ATTRIBUTES, 'is-changed');
/** Not an attribute, because the rules would clean it too, and nothing would look changed. */
const BEFORE = 'log.cache["json"]';

/** A control character in a pattern of Go. */
const escapedControl = (character: string): string =>
  `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;

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
  ...BREAKS.map(([letter, character]) => replace(`\\\\${letter}`, character)),
];

export const bodyCleaned = (): string[] => [
  ...BREAKS.map(([letter, character]) => replace(escapedControl(character), `\\${letter}`)),
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
