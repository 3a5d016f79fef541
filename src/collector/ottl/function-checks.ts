// What single functions refuse.

import { faultOfRegexp } from '../../core/go/regexp.ts';
import { encodingFault } from '../go/encoding.ts';
import { locationFault, strptimeFault } from '../go/time-layout.ts';
import { type Check, numberOf, textOf } from './argument-checks.ts';
import { faultOfGlob } from './glob.ts';
import { literalKind } from './literals.ts';
import { isLocale } from './locales.ts';
import type { Name, Value } from './syntax.ts';

/** `%{WORD:name}` stands for a regular expression of its own. */
export const grok: Check = (given) => {
  const field = 'Pattern';
  const text = textOf(given, field);
  if (text === undefined) return undefined;
  const message = faultOfRegexp(text.replaceAll(/%\{[^}]*\}/g, '(?:a)'));
  if (message !== undefined) return { field, message: `not a pattern of grok: ${message}` };
  const only = given.get('NamedCapturesOnly');
  const isNamed = only?.kind !== 'boolean' || only.text === 'false' || /%\{[^}]+:|\(\?P?</.test(text);
  return isNamed ? undefined : { field, message: 'nothing is captured by a name; expected %{WORD:name}' };
};

export const grokDefinitions: Check = (given) => {
  const list = given.get('PatternDefinitions');
  const items = list?.kind === 'list' ? list.items : [];
  const wrong = items.find((item) => item.kind === 'string' && !/^[^:=]*=/.test(item.text));
  if (wrong?.kind !== 'string') return undefined;
  return { field: 'PatternDefinitions', message: `"${wrong.text}" is not accepted; expected NAME=pattern` };
};

export const glob: Check = (given) => {
  const text = textOf(given, 'Pattern');
  const message = text === undefined ? undefined : faultOfGlob(text);
  return message === undefined ? undefined : { field: 'Pattern', message: `not a glob: ${message}` };
};

/** A key of a map and what is between two of them: https://pkg.go.dev/strings#Split cannot tell them apart if equal. */
export const delimiters: Check = (given) => {
  const delimiter = textOf(given, 'Delimiter') ?? '=';
  const pair = textOf(given, 'PairDelimiter') ?? ' ';
  if (delimiter !== pair) return undefined;
  const field = given.has('PairDelimiter') ? 'PairDelimiter' : 'Delimiter';
  return { field, message: `"${pair}" separates both keys from values and pairs from pairs` };
};

export const timeFormat: Check = (given) => {
  const field = 'Format';
  const text = textOf(given, field);
  if (text === undefined) return undefined;
  const message = text === '' ? 'an empty format is not accepted' : strptimeFault(text);
  return message === undefined ? undefined : { field, message };
};

/** A name of the IANA time zone database. */
export const location: Check = (given) => {
  const message = locationFault(textOf(given, 'Location') ?? '');
  return message === undefined ? undefined : { field: 'Location', message };
};

export const locale: Check = (given) => {
  const text = textOf(given, 'Locale');
  if (text === undefined || isLocale(text)) return undefined;
  return { field: 'Locale', message: `"${text}" is not a locale that is known, such as de or pt-BR` };
};

const OF_DECODE = ['base64', 'base64-raw', 'base64-url', 'base64-raw-url'];

/** What Decode takes beside the names of character sets. */
export const encoding: Check = (given) => {
  const text = textOf(given, 'Encoding') ?? '';
  const message = OF_DECODE.includes(text) ? undefined : encodingFault(text);
  return message === undefined ? undefined : { field: 'Encoding', message };
};

export const someValues: Check = (given) => {
  const values = given.get('Values');
  const isEmpty = values?.kind === 'list' && values.items.length === 0;
  return isEmpty ? { field: 'Values', message: 'an empty list is not accepted' } : undefined;
};

export const appended: Check = (given) =>
  given.has('Value') || given.has('Values')
    ? undefined
    : { field: 'Target', message: 'nothing is appended; expected value or values' };

export const bounds: Check = (given) => {
  const list = given.get('ExplicitBounds');
  const isEmpty = list?.kind === 'list' && list.items.length === 0;
  return isEmpty ? { field: 'ExplicitBounds', message: 'an empty list is not accepted' } : undefined;
};

export const buckets: Check = (given) => {
  const field = 'TargetValue';
  if (given.get(field)?.kind === 'nil') return { field, message: 'nil is not accepted' };
  const target = numberOf(given, field);
  const isCount = textOf(given, 'Method') === 'limit_buckets';
  return !isCount || target === undefined || (target >= 1 && Number.isInteger(target))
    ? undefined
    : { field, message: `${target} is not accepted; expected a number of buckets, 1 or more` };
};

export const limited: Check = (given) => {
  const keys = given.get('PriorityKeys');
  const limit = numberOf(given, 'Limit');
  if (keys?.kind !== 'list' || limit === undefined || keys.items.length <= limit) return undefined;
  return { field: 'Limit', message: `${limit} is less than the ${keys.items.length} keys that are kept` };
};

/** Length in UTF-8. */
const bytesOf = (text: string): number =>
  [...text].reduce((sum, letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);

/** How many bytes a literal is; undefined where it is not one. */
const widthOf = (value: Value | Name): number | undefined => {
  switch (literalKind(value)) {
    case 'nil':
      return 0;
    case 'boolean':
      return 1;
    case 'int':
    case 'float':
      return 8;
    case 'bytes':
      return value.kind === 'bytes' ? (value.text.length - 2) / 2 : undefined;
    case 'string':
      return value.kind === 'string' ? bytesOf(value.text) : undefined;
    default:
      return undefined;
  }
};

/** Bytes of an id: as they are, or in hexadecimal digits. */
export const id =
  (bytes: number): Check =>
  (given) => {
    const value = given.get('Target');
    const length = value && widthOf(value);
    if (length === undefined || length === bytes) return undefined;
    const isHex = value?.kind === 'string' && length === bytes * 2 && /^[0-9a-f]+$/i.test(value.text);
    const message = `expected ${bytes} bytes, or ${bytes * 2} digits of them`;
    return isHex ? undefined : { field: 'Target', message };
  };

export const cidr: Check = (given) => {
  const networks = given.get('Networks');
  if (networks?.kind !== 'list') return undefined;
  for (const item of networks.items) {
    if (item.kind !== 'string') return undefined;
    const [address = '', bits = '', ...rest] = item.text.split('/');
    const most = address.includes(':') ? 128 : 32;
    const isAddress = address.includes(':')
      ? /^[0-9a-fA-F:.]+$/.test(address)
      : /^\d+(?:\.\d+){3}$/.test(address) && address.split('.').every((part) => Number(part) < 256);
    if (!isAddress || !/^\d{1,3}$/.test(bits) || Number(bits) > most || rest.length > 0)
      return { field: 'Networks', message: `"${item.text}" is not a network such as 10.0.0.0/8` };
  }
  return undefined;
};

/** Versions of the semantic conventions that set_semconv_span_name knows. */
export const semconvVersion: Check = (given) => {
  const text = textOf(given, 'SemconvVersion');
  if (text === undefined) return undefined;
  const [, major, minor, patch] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(text) ?? [];
  const isKnown =
    major === '1' &&
    minor !== undefined &&
    Number(minor) >= 37 &&
    (Number(minor) < 40 || (Number(minor) === 40 && Number(patch ?? 0) === 0));
  return isKnown
    ? undefined
    : { field: 'SemconvVersion', message: `"${text}" is not known; expected 1.37.0 to 1.40.0` };
};
