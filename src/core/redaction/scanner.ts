import { bytesOfBase64, endOfBase64Text, isBase64 } from '../base64.ts';
import { isAlphanumeric, isDigit, isWord } from './characters.ts';
import { decode, ESCAPES, isEscape } from './decoding.ts';
import { forgetDigits, MAX_DIGITS, readDigits } from './digits.ts';
import { endOfMark, isMarks } from './mark.ts';
import { merge, type Piece } from './piece.ts';
import type { Found, RedactionRule } from './rule.ts';
import { isUuidAt, UUID_LENGTH } from './uuid.ts';

/** A rule with what is done to what it finds. */
export interface ActiveRule {
  readonly rule: RedactionRule;
  /** What stands in the place of `found`. Of what it returned itself it makes the same again. */
  replace(found: string): string;
}

/** What is found, in order and without overlaps; nothing where nothing is. In a form, `+` is a space. */
export type Scan = (text: string, isForm?: boolean) => readonly Piece[] | undefined;

/** How many layers of encoding are taken off. Any number of URL-encodings counts as one. */
const MAX_LAYERS = 2;

/** The last units of what was found are searched again, for what begins there and reaches further. */
const OVERLAP = 64;

/** Fewest units of base64: an e-mail address of twelve characters has as many. */
const MIN_BASE64 = 16;

const MAX_PADDING = 2;

// What a code unit below 128 is to the search: bits.
/** Rules ask everywhere. */
const ANYWHERE = 2;
/** `[` of a mark, or an escape. */
const SPECIAL = 4;
/** Rules ask where no word goes on. */
const AT_WORD = 8;
/** Begins a word that may be the base64 of a text: its first byte is a printable character. */
const BASE64 = 16;

/** Rules ask where no digit stands before. */
const AT_NUMBER = 32;

// What counts behind a digit, behind another unit that is `WORD`, and behind all others.
const IN_NUMBER = ANYWHERE | SPECIAL;
const IN_WORD = IN_NUMBER | AT_NUMBER;
const OUTSIDE = IN_WORD | AT_WORD | BASE64;

const BASE64_STARTS = 'IJKLMNOPQRSTUVWXYZabcdef';

const BRACKET = 91;

/** A rule as it is asked. */
interface Asked {
  readonly rule: RedactionRule;
  readonly replace: ActiveRule['replace'];
  /** By code unit: 1 where it may follow the trigger. */
  readonly followers: Uint8Array | undefined;
  readonly minDigits: number;
}

/** What may follow a trigger. */
const followersOf = (trigger: string, pairs: readonly string[]): Uint8Array => {
  const units = new Uint8Array(128);
  for (const pair of pairs) if (pair[0] === trigger) units[pair.charCodeAt(1)] = 1;
  return units;
};

const createTables = (rules: readonly ActiveRule[]) => {
  const kinds = new Uint8Array(128);
  /** What counts behind a unit. */
  const behind = new Uint8Array(128).fill(OUTSIDE);
  const atWord: Asked[][] = [];
  const atNumber: Asked[][] = [];
  const anywhere: Asked[][] = [];
  const mark = (units: string, kind: number): void => {
    for (let i = 0; i < units.length; i++) (kinds[units.charCodeAt(i)] as number) |= kind;
  };
  for (let unit = 0; unit < 128; unit++) {
    if (isWord(unit)) behind[unit] = isDigit(unit) ? IN_NUMBER : IN_WORD;
    atWord.push([]);
    atNumber.push([]);
    anywhere.push([]);
  }
  mark(BASE64_STARTS, BASE64);
  mark(ESCAPES, SPECIAL);
  mark(String.fromCharCode(BRACKET), SPECIAL);
  for (const { rule, replace } of rules) {
    const { triggers, startsWord, startsNumber, pairs, minDigits = 0 } = rule;
    for (const trigger of triggers) {
      const asked: Asked = { rule, replace, followers: pairs && followersOf(trigger, pairs), minDigits };
      const unit = trigger.charCodeAt(0);
      const isAtNumber = startsNumber && isDigit(unit);
      mark(trigger, startsWord ? AT_WORD : isAtNumber ? AT_NUMBER : ANYWHERE);
      atWord[unit]?.push(asked);
      if (startsWord) continue;
      atNumber[unit]?.push(asked);
      if (!isAtNumber) anywhere[unit]?.push(asked);
    }
  }
  return { kinds, behind, atWord, atNumber, anywhere };
};

export const createScan = (rules: readonly ActiveRule[]): Scan => {
  const { kinds, behind, atWord, atNumber, anywhere } = createTables(rules);
  const found: Found = { start: 0, end: 0 };

  const scan = (text: string, layer: number, isForm: boolean): Piece[] | undefined => {
    const { length } = text;
    let pieces: Piece[] | undefined;
    let isEncoded = false;
    /** Nothing is to be found in base64 before. */
    let endOfBase64 = 0;
    let counts = OUTSIDE;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      const kind = unit < 128 ? (kinds[unit] as number) : 0;
      const here = kind & counts;
      const beginsWord = counts === OUTSIDE;
      counts = unit < 128 ? (behind[unit] as number) : OUTSIDE;
      if (beginsWord && isUuidAt(text, at)) {
        at += UUID_LENGTH - 1;
        counts = IN_WORD;
        continue;
      }
      if (here === 0) continue;
      if (here & SPECIAL) {
        const end = unit === BRACKET ? endOfMark(text, at) : at;
        if (end > at) {
          at = end - 1;
          continue;
        }
        isEncoded ||= layer < MAX_LAYERS && isEscape(text, at, isForm);
      }
      /** The last unit that needs no look. */
      let next = at;
      if (here & (ANYWHERE | AT_WORD | AT_NUMBER)) {
        const asked = (here & AT_WORD ? atWord : here & AT_NUMBER ? atNumber : anywhere)[unit] as Asked[];
        const following = at + 1 < length ? text.charCodeAt(at + 1) : 0;
        const digits = beginsWord && isDigit(unit) ? readDigits(text, at).count : MAX_DIGITS + 1;
        for (let i = 0; i < asked.length; i++) {
          const active = asked[i] as Asked;
          const { rule, followers, minDigits } = active;
          if (minDigits > digits || (followers && !(followers[following] as number))) continue;
          if (!rule.find(text, at, found)) continue;
          const { start, end } = found;
          if (!isMarks(text, start, end)) {
            pieces ??= [];
            pieces.push({ start, end, replace: active.replace });
          }
          next = Math.max(next, rule.endedByNext ? end : end - OVERLAP - 1);
        }
      }
      const lastOfBase64 = at + MIN_BASE64 - 1;
      if (
        here & BASE64 &&
        at >= endOfBase64 &&
        lastOfBase64 < length &&
        isBase64(text.charCodeAt(lastOfBase64))
      ) {
        const end = endOfBase64Text(text, at);
        if (end - at >= MIN_BASE64) {
          endOfBase64 = end;
          const piece = layer < MAX_LAYERS ? inBase64(text, at, end, layer) : undefined;
          if (piece) {
            pieces ??= [];
            pieces.push(piece);
          }
        }
      }
      if (next > at) {
        at = next;
        const last = text.charCodeAt(at);
        counts = last < 128 ? (behind[last] as number) : OUTSIDE;
      }
    }
    if (isEncoded) pieces = withDecoded(text, layer, isForm, pieces);
    return pieces && merge(pieces);
  };

  const inBase64 = (text: string, start: number, end: number, layer: number): Piece | undefined => {
    const bytes = bytesOfBase64(text, start, end);
    const inner = scan(bytes, layer + 1, false)?.[0];
    if (!inner) return undefined;
    let last = end;
    while (isAlphanumeric(text.charCodeAt(last))) last++;
    const padding = last + MAX_PADDING;
    while (last < padding && text[last] === '=') last++;
    return {
      start,
      end: last,
      value: inner.value ?? bytes.slice(inner.start, inner.end),
      replace: inner.replace,
    };
  };

  /** Adds what is found in the decoded text, first, so that of the same place its value is taken. */
  const withDecoded = (
    text: string,
    layer: number,
    isForm: boolean,
    pieces: Piece[] = [],
  ): Piece[] | undefined => {
    const { text: decoded, places } = decode(text, isForm);
    const inner = scan(decoded, layer + 1, isForm);
    if (!inner) return pieces.length > 0 ? pieces : undefined;
    const placed = inner.map(
      ({ start, end, value, replace }): Piece => ({
        start: places[start] as number,
        end: places[end] as number,
        value: value ?? decoded.slice(start, end),
        replace,
      }),
    );
    return placed.concat(pieces);
  };

  return (text, isForm = false) => {
    const pieces = scan(text, 0, isForm);
    forgetDigits();
    return pieces;
  };
};
