// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Go's regular expressions
import { REDACTED } from '../../../core/redaction/text.ts';
import { quote, where } from './ottl.ts';
import { borrowed, endStatements } from './places.ts';

// A body that is a map or a list is cleaned as one text, in its JSON form, and read again where something was found.
// Rules see each string in it as it is, on lines of its own. Control characters stand for what is not of the strings:
// JSON has none of them, so that they can be told again.

/** A quotation mark around a string. */
const QUOTE = '\u0007';
/** One inside of a string, an escaped backslash, and the start of another escape, while the others are replaced. */
const INNER_QUOTE = '\u0006';
const BACKSLASH = '\u0005';
const ESCAPE = '\u000e';
/** What a sensitive key has held, which no rule may take for a value of that key. */
const TAKEN = '<\u0004>';

const BREAKS: readonly (readonly [letter: string, character: string])[] = [
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['b', '\b'],
];

const ATTRIBUTES = 'log.attributes';
const BODY = borrowed(ATTRIBUTES, 'json');
const IS_CHANGED = borrowed(ATTRIBUTES, 'is-changed');
/** Not an attribute, because the rules would clean it too, and nothing would look changed. */
const BEFORE = 'log.cache["json"]';

const replace = (pattern: string, replacement: string): string =>
  `replace_pattern(${BODY}, ${quote(pattern)}, ${quote(replacement)})`;

const hideBackslashes = replace('\\\\\\\\', BACKSLASH);

export const bodyBefore = (): string[] => [
  `set(${BODY}, String(log.body)) where IsMap(log.body) or IsList(log.body)`,
  hideBackslashes,
  // Go writes these for HTML: https://pkg.go.dev/encoding/json#Marshal
  replace('\\\\u003c', '<'),
  replace('\\\\u003e', '>'),
  replace('\\\\u0026', '&'),
  replace(BACKSLASH, '\\\\'),
  `set(${BEFORE}, ${BODY})`,
  hideBackslashes,
  replace('\\\\"', INNER_QUOTE),
  replace(':"[*]{4}(?:\\\\n[*]{4})*"', `:${TAKEN}`),
  replace('"', `\n${QUOTE}\n`),
  ...BREAKS.map(([letter, character]) => replace(`\\\\${letter}`, character)),
  replace('\\\\u', ESCAPE),
  replace(INNER_QUOTE, '"'),
  replace(BACKSLASH, '\\'),
];

export const bodyCleaned = (): string[] => [
  // A rule may have taken the break with what stands before it.
  replace(`\n?${QUOTE}\n?`, QUOTE),
  replace('\\\\', '\\\\'),
  replace('"', '\\"'),
  ...BREAKS.map(([letter, character]) =>
    replace(`\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`, `\\${letter}`),
  ),
  replace(ESCAPE, '\\u'),
  replace(QUOTE, '"'),
  replace(TAKEN, `"${REDACTED}"`),
  `set(${IS_CHANGED}, true)${where(`${BODY} != ${BEFORE}`)}`,
];

const isChanged = where(`${IS_CHANGED} == true`);

/** Should a rule have broken the JSON, the clean text takes the place of the map: it cannot be read then. */
export const bodyAfter = (): string[] => [`set(log.body, ${BODY})${isChanged}`];

/** Follow all others, with errors ignored. */
export const bodyStatements = (): string[] => [
  `set(log.body, ParseJSON(${BODY}))${isChanged}`,
  ...endStatements(ATTRIBUTES),
];
