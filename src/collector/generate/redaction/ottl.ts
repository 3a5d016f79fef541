import { literal } from '../environment.ts';

/** A string of the OpenTelemetry Transformation Language, inside a file where `$` opens a variable. */
export const quote = (text: string): string => literal(JSON.stringify(text));

/** A condition, where there is one. */
export const where = (condition: string): string => (condition === '' ? '' : ` where ${condition}`);

/** A text as a regular expression that matches it alone. */
export const escapeForGo = (text: string): string => text.replace(/[\\[\](){}.*+?^$|]/g, '\\$&');

/** Whether one of these patterns matches the text at a path. True where there are none to match. */
export const matchesOne = (path: string, patterns: readonly string[]): string =>
  patterns.map((pattern) => `IsMatch(${path}, ${quote(pattern)})`).join(' or ');

/** All of these conditions; empty ones are always true. */
export const allOf = (...conditions: readonly string[]): string => {
  const some = conditions.filter((condition) => condition !== '');
  return some.length > 1
    ? some.map((each) => (each.includes(' or ') ? `(${each})` : each)).join(' and ')
    : some.join('');
};
