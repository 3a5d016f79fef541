import { bytesOfBase64, endOfBase64Text, isBase64 } from '../base64.ts';
import { HEX_DIGITS, isAlphanumeric, isDigit, isLetter, isWord } from './characters.ts';
import { decode, ESCAPES, isEscape } from './decoding.ts';
import { createDigitFilter } from './digit-filter.ts';
import { countDigits, forgetDigits, lastDigits, MAX_DIGITS, MIN_COUNT } from './digits.ts';
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

// What a code unit beyond ASCII counts as in the tables, and what the ends of a text do.
const FOREIGN = 128;
const EDGE = 129;
const UNITS = 130;

// Bits of the tables: what may begin at a unit, of what it is for all rules. Each rule has one of the bits above.
/** `[` of a mark, or an escape. */
const SPECIAL = 1;
/** Begins a word that may be the base64 of a text: its first byte is a printable character. */
const BASE64 = 2;
/** Begins a word that may be a UUID. */
const UUID = 4;
const FIRST_BIT = 3;
/** Of all rules for which no bit is left. */
const LAST_BIT = 30;

const BASE64_STARTS = 'IJKLMNOPQRSTUVWXYZabcdef';

const BRACKET = 91;
/** In the place of the end of a UUID: a letter, because what follows is no number. */
const IN_WORD = 97;

/** A rule as it is asked at a trigger. */
interface Asked {
  readonly rule: RedactionRule;
  /** Read of the rule once: all rules are objects of different shapes. */
  readonly find: RedactionRule['find'];
  readonly replace: ActiveRule['replace'];
  readonly bit: number;
  /** By code unit: 1 where it may follow the trigger. */
  readonly followers: Uint8Array | undefined;
  readonly minDigits: number;
}

const classOf = (unit: number): number => Math.min(unit, FOREIGN);

/** What may follow a trigger; undefined where anything may. */
const followersOf = (trigger: string, pairs: readonly string[] = []): Uint8Array | undefined => {
  let units: Uint8Array | undefined;
  for (const pair of pairs)
    if (pair[0] === trigger) {
      units ??= new Uint8Array(UNITS);
      units[pair.charCodeAt(1)] = 1;
    }
  return units;
};

/**
 * A bit is set in `at` for the units where a rule asks, in `behind` for those that may stand before, in `ahead` for
 * those that may follow: three looks at tables tell for all rules together that none of them asks at a place.
 */
const createTables = (rules: readonly ActiveRule[]) => {
  const at = new Int32Array(UNITS);
  const behind = new Int32Array(UNITS).fill(-1);
  const ahead = new Int32Array(UNITS).fill(-1);
  const asked: Asked[][] = [];
  /** Of rules that want a number of digits. */
  let counting = 0;
  const filtered: { readonly rule: RedactionRule; readonly bit: number }[] = [];
  for (let unit = 0; unit < UNITS; unit++) {
    asked.push([]);
    if (isWord(unit)) behind[unit] = ~(BASE64 | UUID);
  }
  const mark = (units: string, bit: number): void => {
    for (let i = 0; i < units.length; i++) (at[units.charCodeAt(i)] as number) |= bit;
  };
  mark(ESCAPES, SPECIAL);
  mark(String.fromCharCode(BRACKET), SPECIAL);
  mark(BASE64_STARTS, BASE64);
  mark(HEX_DIGITS, UUID);

  let next = FIRST_BIT;
  for (const { rule, replace } of rules) {
    const { triggers, startsWord, startsNumber, pairs, minDigits = 0 } = rule;
    /** Triggers of a kind have a bit together. */
    const bits: (number | undefined)[] = [];
    for (const trigger of triggers) {
      const unit = trigger.charCodeAt(0);
      const followers = followersOf(trigger, pairs);
      const isNumber = startsNumber === true && isDigit(unit);
      const kind = (isNumber ? 1 : 0) + (followers ? 2 : 0);
      let bit = bits[kind];
      if (bit === undefined) {
        const isOwn = next < LAST_BIT;
        bit = 1 << (isOwn ? next++ : LAST_BIT);
        bits[kind] = bit;
        if (isOwn && rule.mayBegin && isDigit(unit)) filtered.push({ rule, bit });
        const seconds = followers && pairs?.join();
        for (let each = 0; isOwn && each < UNITS; each++) {
          // In no list there is one beyond ASCII.
          const character = String.fromCharCode(each);
          if (
            (startsWord && isWord(each)) ||
            (isNumber && isDigit(each)) ||
            rule.behind?.includes(character) === false
          )
            (behind[each] as number) &= ~bit;
          if (rule.ahead?.includes(character) === false || seconds?.includes(character) === false)
            (ahead[each] as number) &= ~bit;
        }
      }
      if (minDigits > 0) counting |= bit;
      mark(trigger, bit);
      asked[unit]?.push({ rule, find: rule.find, replace, bit, followers, minDigits });
    }
  }
  return { at, behind, ahead, asked, counting, mayBegin: createDigitFilter(filtered) };
};

/** Of all texts, also those that another scan searches. */
let searches = 0;

export const createScan = (rules: readonly ActiveRule[]): Scan => {
  const { at: atUnit, behind, ahead, asked, counting, mayBegin } = createTables(rules);
  const anyRule = -1 << FIRST_BIT;
  const found: Found = { start: 0, end: 0, until: 0, search: 0 };

  const scan = (text: string, layer: number, isForm: boolean): Piece[] | undefined => {
    const { length } = text;
    let pieces: Piece[] | undefined;
    let isEncoded = false;
    /** Nothing is to be found in base64 before. */
    let endOfBase64 = 0;
    let until = 0;
    const search = ++searches;
    found.search = search;
    found.until = 0;
    let before = EDGE;
    let unit = length > 0 ? classOf(text.charCodeAt(0)) : EDGE;
    for (let at = 0; at < length; ) {
      const after = at + 1 < length ? classOf(text.charCodeAt(at + 1)) : EDGE;
      const here = (atUnit[unit] as number) & (behind[before] as number) & (ahead[after] as number);
      if (here === 0) {
        before = unit;
        unit = after;
        at++;
        continue;
      }
      /** The last unit that needs no look. */
      let last = at;
      if (here & UUID && isUuidAt(text, at)) {
        at += UUID_LENGTH;
        before = IN_WORD;
        unit = at < length ? classOf(text.charCodeAt(at)) : EDGE;
        continue;
      }
      if (here & SPECIAL) {
        const end = unit === BRACKET ? endOfMark(text, at) : at;
        if (end > at) last = end - 1;
        else isEncoded ||= layer < MAX_LAYERS && isEscape(text, at, isForm);
      }
      if (here & anyRule && last === at) {
        const rulesHere = asked[unit] as Asked[];
        let asking = here;
        let digits = MAX_DIGITS + 1;
        if (here & counting && isDigit(unit) && !isWord(before)) {
          digits = countDigits(text, at);
          if (digits >= MIN_COUNT && (at < 2 || !isLetter(text.charCodeAt(at - 2))))
            asking &= mayBegin(lastDigits);
        }
        for (let i = 0; i < rulesHere.length; i++) {
          const active = rulesHere[i] as Asked;
          if ((asking & active.bit) === 0 || active.minDigits > digits) continue;
          const { find, followers } = active;
          if ((followers !== undefined && followers[after] !== 1) || !find.call(active.rule, text, at, found))
            continue;
          const { start, end } = found;
          until = found.until = Math.max(until, end);
          if (!isMarks(text, start, end)) {
            pieces ??= [];
            pieces.push({ start, end, replace: active.replace });
          }
          last = Math.max(last, active.rule.endedByNext ? end : end - OVERLAP - 1);
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
          found.search = search;
          found.until = until;
          if (piece) {
            pieces ??= [];
            pieces.push(piece);
          }
        }
      }
      if (last > at) {
        at = last + 1;
        before = last < length ? classOf(text.charCodeAt(last)) : EDGE;
        unit = at < length ? classOf(text.charCodeAt(at)) : EDGE;
      } else {
        before = unit;
        unit = after;
        at++;
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
