// The matchers of Alertmanager since 0.27, in which names may be any text:
// https://prometheus.io/docs/alerting/latest/configuration/#utf-8-matchers
import { createMatcher, type Matcher, type MatchOperator } from './matcher.ts';
import { MatcherFault } from './matcher-fault.ts';
import { unquote } from './unquote.ts';

// Go's unicode.IsSpace.
const SPACES = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/y;
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"/y;
const UNQUOTED = /[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{}!=~,\\"'`]+/y;
const OPERATOR = /!=|!~|=~|=/y;

interface Cursor {
  readonly text: string;
  at: number;
}

const peek = ({ text, at }: Cursor, pattern: RegExp): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const take = (cursor: Cursor, pattern: RegExp): string | undefined => {
  cursor.at += peek(cursor, SPACES)?.length ?? 0;
  const found = peek(cursor, pattern);
  cursor.at += found?.length ?? 0;
  return found;
};

const rest = ({ text, at }: Cursor): string =>
  at < text.length ? JSON.stringify(text.slice(at)) : 'the end';

const takeText = (cursor: Cursor, what: string): string => {
  const plain = take(cursor, UNQUOTED);
  if (plain !== undefined) return plain;
  const quoted = take(cursor, QUOTED);
  if (quoted === undefined) throw new MatcherFault(`expected ${what} before ${rest(cursor)}`);
  const text = unquote(quoted);
  if (text === undefined) throw new MatcherFault(`${quoted} has an escape that is none`);
  return text;
};

const isAtEnd = (cursor: Cursor): boolean => {
  take(cursor, SPACES);
  return cursor.at === cursor.text.length || cursor.text[cursor.at] === '}';
};

/** @throws MatcherFault */
export const parseUtf8Matchers = (text: string): Matcher[] => {
  const cursor: Cursor = { text, at: 0 };
  const matchers: Matcher[] = [];
  const hasBrace = take(cursor, /\{/y) !== undefined;
  while (!isAtEnd(cursor)) {
    const name = takeText(cursor, "a label's name");
    const operator = take(cursor, OPERATOR) as MatchOperator | undefined;
    if (operator === undefined) throw new MatcherFault(`expected =, !=, =~ or !~ before ${rest(cursor)}`);
    matchers.push(createMatcher(name, operator, takeText(cursor, 'a value')));
    if (take(cursor, /,/y) === undefined) break;
  }
  if (hasBrace && take(cursor, /\}/y) === undefined)
    throw new MatcherFault(`expected a comma or } before ${rest(cursor)}`);
  take(cursor, SPACES);
  if (cursor.at < text.length) throw new MatcherFault(`expected the end before ${rest(cursor)}`);
  return matchers;
};
