// The matchers of Alertmanager before 0.27, which it still falls back to; in the cases where both parsers accept a text
// and disagree, this one wins: https://prometheus.io/docs/alerting/latest/configuration/#fallback-mode
import { createMatcher, type Matcher, type MatchOperator } from './matcher.ts';
import { MatcherFault } from './matcher-fault.ts';

const MATCHER =
  /^[\t\n\f\r ]*([a-zA-Z_:][a-zA-Z0-9_:]*)[\t\n\f\r ]*(=~|=|!=|!~)[\t\n\f\r ]*([\s\S]*?)[\t\n\f\r ]*$/;

const SPACE = '[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const OUTER_SPACES = new RegExp(`^${SPACE}+|${SPACE}+$`, 'g');

/** A value with or without quotes. `\n`, `\"` and `\\` are escapes; before anything else, a backslash is itself. */
const readValue = (raw: string): string => {
  const isQuoted = raw.startsWith('"');
  const text = isQuoted ? raw.slice(1) : raw;
  let value = '';
  let hasEnd = !isQuoted;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    const isLast = at === text.length - 1;
    if (letter === '\\' && !isLast) {
      const next = text[++at] as string;
      value += next === 'n' ? '\n' : next === '"' || next === '\\' ? next : `\\${next}`;
    } else if (letter === '"') {
      if (!isQuoted || !isLast) throw new MatcherFault(`${raw} has a double quote inside; write \\"`);
      hasEnd = true;
    } else value += letter;
  }
  if (!hasEnd) throw new MatcherFault(`${raw} lacks a double quote at its end`);
  return value;
};

/** One matcher, commas included. @throws MatcherFault */
export const parseClassicMatcher = (text: string): Matcher => {
  const [, name, operator, value] = MATCHER.exec(text) ?? [];
  if (name === undefined || operator === undefined || value === undefined)
    throw new MatcherFault(`${JSON.stringify(text)} is no matcher; expected one such as severity="critical"`);
  return createMatcher(name, operator as MatchOperator, readValue(value));
};

/** @throws MatcherFault */
export const parseClassicMatchers = (text: string): Matcher[] => {
  const inner = text.replace(/^\{/, '').replace(/\}$/, '');
  const parts: string[] = [];
  let part = '';
  let isInside = false;
  let isEscaped = false;
  for (const letter of inner) {
    if (letter === ',' && !isInside) {
      parts.push(part);
      part = '';
      continue;
    }
    if (letter === '"') {
      if (isEscaped) isEscaped = false;
      else isInside = !isInside;
    } else isEscaped = letter === '\\' ? !isEscaped : false;
    part += letter;
  }
  const last = part.replace(OUTER_SPACES, '');
  return [...parts, ...(last === '' ? [] : [last])].map(parseClassicMatcher);
};
