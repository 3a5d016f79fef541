import { isRandomWord } from './random-word.ts';

/** Of a longer message the start tells what it is about. */
const MAX_LENGTH = 512;

/**
 * What changes from one occurrence of a fault to the next, in this order: what holds numbers comes before numbers.
 * Each pattern reads a text once.
 */
const CHANGING: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/\b[a-z][\w+.-]{1,31}:\/\/[^\s"'<>]+/gi, '<url>'],
  [/[^\s"'<>@]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '<email>'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, '<id>'],
  [/"[^"]{0,512}"|'[^']{0,512}'|`[^`]{0,512}`|“[^”]{0,512}”|‘[^’]{0,512}’|«[^»]{0,512}»/g, '<text>'],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<time>'],
  // As `Date` writes itself.
  [
    /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \w{2,3} \w{2,3} \d{4}(?: [\d:]{8})?(?: GMT(?:[+-]\d{4})?)?(?: \([^()]{1,64}\))?/g,
    '<time>',
  ],
  [/\b[a-z]:\\[^\s"'<>|]+|(?:\/[\w.@%~-]+){2,}\/?/gi, '<path>'],
  [
    /\b((?:\w*[_-])?(?:id|user|username|login|slug|sku|token|session|tenant|customer|account|bucket|key))=[\w.:@-]+/gi,
    '$1=<id>',
  ],
  // A word with digits in it, such as a number, an address, an id, a hash: names of kinds seldom have any. Some hashes
  // have none either.
  [/[\w.:-]*\d[\w.:-]*|\b[a-f]{8,}\b/gi, '<id>'],
];

/** Of letters only, and yet no word: as a whole, as what has digits is. */
const WORDS = /[\w.:\u0080-\uffff-]{6,}/g;
const withoutRandomWord = (text: string): string =>
  !/[^\w.:-]/.test(text) && text.split(/[^a-z]+/i).some(isRandomWord) ? '<id>' : text;

/** What a service has answered is part of the fault, and no id; that it is down it may say by several. */
const STATUS = /\b(status(?:[ _]?code)?|HTTP)([ :=]{1,3})(?:([1-4]\d\d)|5\d\d)\b/gi;
const FULL_WIDTH = 0xfee0;
/** In digits that count for none. */
const withStatus = (_all: string, what: string, between: string, code = '５xx'): string =>
  `${what}${between.replace(/\S/g, ' ')} ${code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + FULL_WIDTH))}`;

/** `property "x" of undefined` and the like, which each engine says in words of its own. */
const ENGINES: readonly (readonly [pattern: RegExp, meaning: string])[] = [
  [/\bis not a function\b/, 'not a function'],
  [/\bis not defined\b|^Can't find variable/, 'not defined'],
  [
    /^Cannot (?:read|set) propert|^can't access property|\b(?:undefined|null) is not an object\b|\bis (?:undefined|null)$/,
    'property of nothing',
  ],
  [/^Maximum call stack|^too much recursion/, 'endless recursion'],
  [/^Failed to fetch$|^NetworkError when attempting|^Load failed$/, 'request failed'],
  [/\bis not iterable\b/, 'not iterable'],
  [/^Invalid array length|^invalid array length|^Array size is not a small/, 'array length'],
  [/^Assignment to constant|^invalid assignment to const|^Attempted to assign to readonly/, 'constant'],
  [/\bbefore initialization\b|^Cannot access/, 'before initialisation'],
];

/** Errors that the engine throws itself. */
const NATIVE: ReadonlySet<string> = new Set([
  'TypeError',
  'ReferenceError',
  'RangeError',
  'InternalError',
  'EvalError',
  'SyntaxError',
]);

/** What an engine means, in the same words for all of them; undefined for what a program has written. */
export const meaningOf = (type: string, message: string): string | undefined =>
  NATIVE.has(type) ? ENGINES.find(([pattern]) => pattern.test(message))?.[1] : undefined;

/** A message without what changes from one occurrence to the next. */
export const shapeOfMessage = (message: string): string => {
  const newline = message.indexOf('\n');
  const line = newline === -1 ? message : message.slice(0, newline);
  return CHANGING.reduce(
    (text, [pattern, placeholder]) => text.replace(pattern, placeholder),
    line.slice(0, MAX_LENGTH).replace(STATUS, withStatus),
  )
    .replace(WORDS, withoutRandomWord)
    .replace(/(<[a-z]+>)(?:[\s,;]+\1)+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
};
