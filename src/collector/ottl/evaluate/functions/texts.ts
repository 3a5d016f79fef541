import { toJavaScriptRegexp, UntranslatedRegexp } from '../../../../core/go/to-javascript-regexp.ts';
import { fnv64a, OFFSET_64 } from '../../../go/fnv.ts';
import { utf8Of } from '../../../go/utf8.ts';
import * as as from '../arguments.ts';
import { compare } from '../compare.ts';
import { stringLike } from '../go-json.ts';
import {
  CannotEvaluate,
  isBytes,
  isList,
  isMap,
  isTagged,
  kindOf,
  OttlError,
  type OttlValue,
} from '../value.ts';
import { type Functions, type OttlFunction, unary } from './define.ts';

const regexpOf = (pattern: string): RegExp => {
  try {
    return toJavaScriptRegexp(pattern);
  } catch (error) {
    if (!(error instanceof UntranslatedRegexp)) throw error;
    throw new CannotEvaluate(`the regular expression ${JSON.stringify(pattern)}: ${error.message}`);
  }
};

const lengthOf = (value: OttlValue): number => {
  if (typeof value === 'string') return utf8Of(value).length;
  if (isMap(value)) return value.size;
  if (isList(value) || isBytes(value)) return value.length;
  if (isTagged(value) && value.what === 'items') return value.count;
  throw new OttlError(`Len of ${kindOf(value)}`);
};

/** Each letter by itself: JavaScript looks at its neighbours too, Go does not. */
const byLetter = (text: string, change: (letter: string) => string): string =>
  Array.from(text, (letter) => {
    const changed = change(letter);
    return [...changed].length === 1 ? changed : letter;
  }).join('');

const pair = (
  parameters: readonly string[],
  evaluate: (one: string, other: string) => OttlValue,
): OttlFunction => ({
  parameters,
  evaluate: ([one, other]) => evaluate(as.text(one), as.text(other)),
});

const trim = (text: string, letters: string): string => {
  const set = new Set(letters);
  const all = [...text];
  let [start, end] = [0, all.length];
  while (start < end && set.has(all[start] as string)) start++;
  while (end > start && set.has(all[end - 1] as string)) end--;
  return all.slice(start, end).join('');
};

const indexOf = (target: OttlValue, value: OttlValue): OttlValue => {
  if (typeof target === 'string') {
    if (typeof value !== 'string') throw new OttlError(`Index of ${kindOf(value)} in a string`);
    const at = target.indexOf(value);
    return BigInt(at < 0 ? at : utf8Of(target.slice(0, at)).length);
  }
  return BigInt(as.list(target).findIndex((item) => compare(item, value, '==')));
};

/** Texts, and lists of values. */
export const textFunctions: Functions = {
  IsMatch: {
    parameters: ['target', 'pattern'],
    evaluate: () => {
      throw new CannotEvaluate('IsMatch with a pattern that is not written as a text');
    },
    prepared: {
      pattern: (pattern) => {
        const regexp = regexpOf(pattern);
        return ([target]) => {
          const value = stringLike(target);
          return value !== undefined && regexp.test(value);
        };
      },
    },
  },
  HasPrefix: pair(['target', 'prefix'], (target, prefix) => target.startsWith(prefix)),
  HasSuffix: pair(['target', 'suffix'], (target, suffix) => target.endsWith(suffix)),
  TrimPrefix: pair(['target', 'prefix'], (target, prefix) =>
    target.startsWith(prefix) ? target.slice(prefix.length) : target,
  ),
  TrimSuffix: pair(['target', 'suffix'], (target, suffix) =>
    target.endsWith(suffix) ? target.slice(0, target.length - suffix.length) : target,
  ),
  Trim: {
    parameters: ['target', 'replacement'],
    optionalFrom: 1,
    evaluate: ([target, letters = ' ']) => trim(as.text(target), as.text(letters)),
  },
  ToLowerCase: unary('target', (value) => byLetter(as.text(value), (letter) => letter.toLowerCase())),
  ToUpperCase: unary('target', (value) => byLetter(as.text(value), (letter) => letter.toUpperCase())),
  String: unary('target', stringLike),
  Len: unary('target', (value) => BigInt(lengthOf(value))),
  Concat: {
    parameters: ['vals', 'delimiter'],
    evaluate: ([values, delimiter]) => {
      const between = as.text(delimiter);
      return as
        .list(values)
        .map((value) => stringLike(value) ?? '<nil>')
        .join(between);
    },
  },
  ContainsValue: {
    parameters: ['target', 'item'],
    evaluate: ([target, item]) => as.list(target).some((value) => compare(value, item, '==')),
  },
  Coalesce: {
    parameters: ['values'],
    evaluate: ([values]) => as.list(values).find((value) => value !== undefined),
  },
  Index: { parameters: ['target', 'value'], evaluate: ([target, value]) => indexOf(target, value) },
  FNV: unary('target', (value) => BigInt.asIntN(64, fnv64a(utf8Of(as.text(value)), OFFSET_64))),
};
