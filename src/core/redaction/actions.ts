import { networkOf } from './address.ts';
import { isAlphanumeric } from './characters.ts';
import { isMark } from './is-mark.ts';
import type { RedactionAction } from './policy.ts';

/** Gives the same digits for the same value, to whoever has the same key. */
export type Hash = (value: string) => string;

/** Of a value that is cut so many characters stay. Three digits of a postal code are what HIPAA leaves of it. */
const TRUNCATED_LENGTH = 3;

const PARTIAL_LENGTH = 4;
const ELLIPSIS = '…';

/** A letter or a digit of any script: everything outside ASCII counts as one. */
const isReadable = (unit: number): boolean => unit > 127 || isAlphanumeric(unit);

/** All but the last four letters and digits as `*`, and never more than half of them: a short value would be told. */
const partialOf = (value: string): string => {
  let readable = 0;
  // By characters: half of one would be none.
  for (const one of value) if (isReadable(one.charCodeAt(0))) readable++;
  if (readable <= PARTIAL_LENGTH && value.includes('*')) return value;
  let hidden = Math.max(readable - PARTIAL_LENGTH, Math.ceil(readable / 2));
  let partial = '';
  for (const one of value) partial += isReadable(one.charCodeAt(0)) && hidden-- > 0 ? '*' : one;
  return partial;
};

const truncated = (value: string): string => {
  const network = networkOf(value);
  if (network !== undefined) return network;
  // A character has two units at most.
  const kept = [...value.slice(0, 2 * TRUNCATED_LENGTH)].slice(0, TRUNCATED_LENGTH).join('');
  if (value.length === kept.length || value.startsWith(ELLIPSIS, kept.length)) return value;
  return `${kept}${ELLIPSIS}`;
};

/** Rules whose finds are the same with other separators in them. */
const BY_DIGITS: ReadonlySet<string> = new Set(['payment-card', 'iban', 'us-ssn', 'mac']);

const decoded = (value: string): string => value.replaceAll(/%(?:25)*40/gi, '@');

/** What is hashed: the value as it would be written by anybody, so that two forms of it have one hash. */
export const normalised = (id: string, value: string): string => {
  if (id === 'phone') return value.replaceAll(/\D/g, '').replace(/^00/, '');
  if (BY_DIGITS.has(id)) return value.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
  const text = decoded(value.trim());
  return text.includes('@') ? text.toLowerCase() : text;
};

/**
 * The mark of a hash. The underscore makes one word of name and digits, so that no rule and no pattern of the
 * Collector takes the digits for a number, or the name for a key with a value.
 */
const hashMark = (id: string, value: string, hash: Hash): string =>
  `[HASHED:${id}_${hash(normalised(id, value))}]`;

/** What takes the place of a value. `mark` is what masking leaves; without a key for hashes they are masks too. */
export const createReplacement = (
  action: RedactionAction,
  { id, mark, hash }: { readonly id: string; readonly mark: string; readonly hash: Hash | undefined },
): ((value: string) => string) => {
  switch (action) {
    case 'keep':
      return (value) => value;
    case 'remove':
      return () => '';
    case 'partial':
      return partialOf;
    case 'truncate':
      return truncated;
    case 'hash':
      return hash ? (value) => (isMark(value) ? value : hashMark(id, value, hash)) : () => mark;
    // JavaScript may pass a name that is none.
    default:
      return () => mark;
  }
};
