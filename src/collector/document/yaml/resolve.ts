import type { YamlScalar } from './tree.ts';

/** What a scalar stands for. A date is not one of the texts and numbers of a configuration. */
export type Resolved =
  | { readonly value: string | number | boolean | null }
  | { readonly value: string; readonly isDate: true }
  | { readonly fault: string };

type Tag = '!!str' | '!!bool' | '!!int' | '!!float' | '!!null' | '!!timestamp' | '!!merge';

const WORDS = new Map<string, readonly [Tag, string | number | boolean | null]>([
  ...['true', 'True', 'TRUE'].map((word) => [word, ['!!bool', true]] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, ['!!bool', false]] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, ['!!null', null]] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, ['!!float', Number.NaN]] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (word) => [word, ['!!float', Number.POSITIVE_INFINITY]] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, ['!!float', Number.NEGATIVE_INFINITY]] as const),
]);

const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/;
const LARGEST = 2n ** 64n - 1n;
const SMALLEST = -(2n ** 63n);

/** An integer of 64 bits, `0777` and `1_000` included; undefined where it is none. */
const integerOf = (plain: string): number | undefined => {
  const match = INTEGER.exec(plain);
  if (!match) return undefined;
  const [, sign, hexadecimal, binary, octal, oldOctal, decimal] = match;
  const digits = hexadecimal ?? binary ?? octal ?? oldOctal ?? decimal ?? '';
  const prefix = hexadecimal ? '0x' : binary ? '0b' : (octal ?? oldOctal) ? '0o' : '';
  const exact = BigInt(prefix + digits);
  // Only what has no sign at all may be as large as 64 bits allow.
  const isInRange = sign === '-' ? -exact >= SMALLEST : exact <= (sign === '+' ? -SMALLEST - 1n : LARGEST);
  return isInRange ? Number(sign === '-' ? -exact : exact) : undefined;
};

const DATE =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(?:Z|[-+](\d\d):(\d\d))| +(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?)?$/;

const isDate = (text: string): boolean => {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, ...times] = match.slice(1).map((part) => Number(part ?? 0));
  const [hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0, otherHour = 0, ...others] = times;
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
  return (
    day >= 1 &&
    day <= days &&
    Math.max(hour, otherHour) < 24 &&
    Math.max(minute, second, ...others) < 60 &&
    zoneHour <= 24 &&
    zoneMinute < 60
  );
};

const guess = (text: string, isDateAsked: boolean): readonly [Tag, string | number | boolean | null] => {
  const word = WORDS.get(text);
  if (word) return word;
  if (/^\.\d/.test(text) && FLOAT.test(text)) return ['!!float', Number(text)];
  if (!/^[-+\d]/.test(text)) return ['!!str', text];
  if (isDateAsked && isDate(text)) return ['!!timestamp', text];
  const plain = text.replaceAll('_', '');
  const integer = integerOf(plain);
  if (integer !== undefined) return ['!!int', integer];
  const float = FLOAT.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(float) ? ['!!float', float] : ['!!str', text];
};

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

const binaryOf = (text: string): Resolved => {
  // Nothing is asked of what it holds.
  return BASE64.test(text.replace(/[\r\n]/g, ''))
    ? { value: text }
    : { fault: 'is no base64, which !!binary says it is' };
};

const RESOLVABLE = new Set(['!!bool', '!!int', '!!float', '!!null', '!!timestamp']);

/** The value of a scalar, by its tag or by how it looks. */
export const resolveScalar = ({ text, isPlain, tag }: YamlScalar): Resolved => {
  const isTagged = tag !== undefined && tag !== '!';
  if (tag === '!!binary') return binaryOf(text);
  if (tag === '!!str' || (!isTagged && !isPlain) || (isTagged && !RESOLVABLE.has(tag)))
    return { value: text };
  if (!isTagged && text === '<<') return { value: text };
  const [found, value] = guess(text, !isTagged || tag === '!!timestamp');
  if (isTagged && tag !== found && !(tag === '!!float' && found === '!!int'))
    return { fault: `${JSON.stringify(text)} is none, and ${tag} says it is` };
  return found === '!!timestamp' ? { value: text, isDate: true } : { value };
};
