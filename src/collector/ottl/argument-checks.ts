// Ways in which an argument can be refused.
import { faultOfRegexp } from '../../core/go/regexp.ts';
import type { Name, Value } from './syntax.ts';

/** Arguments by their Go fields. */
export type Given = ReadonlyMap<string, Value | Name>;

/** What is wrong with the arguments, at one of them; undefined where nothing is. */
export type Check = (given: Given) => { readonly field: string; readonly message: string } | undefined;

export const textOf = (given: Given, field: string): string | undefined => {
  const value = given.get(field);
  return value?.kind === 'string' ? value.text : undefined;
};

export const numberOf = (given: Given, field: string): number | undefined => {
  const value = given.get(field);
  return value?.kind === 'int' || value?.kind === 'float' ? Number(value.text) : undefined;
};

export const oneOf =
  (field: string, accepted: readonly string[]): Check =>
  (given) => {
    const text = textOf(given, field);
    if (text === undefined || accepted.includes(text)) return undefined;
    return { field, message: `"${text}" is not accepted; expected one of ${accepted.join(', ')}` };
  };

export const regexp =
  (field: string): Check =>
  (given) => {
    const text = textOf(given, field);
    const message = text === undefined ? undefined : faultOfRegexp(text);
    return message === undefined
      ? undefined
      : { field, message: `not a regular expression of Go: ${message}` };
  };

export const number =
  (field: string, accepts: (value: number) => boolean, expected: string): Check =>
  (given) => {
    const value = numberOf(given, field);
    if (value === undefined || accepts(value)) return undefined;
    return { field, message: `${value} is not accepted; expected ${expected}` };
  };

export const notEmpty =
  (field: string): Check =>
  (given) =>
    textOf(given, field) === '' ? { field, message: 'an empty string is not accepted' } : undefined;

export const oneCharacter =
  (field: string): Check =>
  (given) => {
    const text = textOf(given, field);
    if (text === undefined || [...text].length === 1) return undefined;
    return { field, message: `"${text}" is not accepted; expected one character` };
  };
