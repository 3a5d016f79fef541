import { bytesOfBase64, endOfBase64Text, isBase64 } from '../base64.ts';
import { HEX_DIGITS, isAlphanumeric, isDigit, isHex, isLetter, isWord } from './characters.ts';
import { decode, ESCAPES, isEscape } from './decoding.ts';
import { createDigitFilter } from './digit-filter.ts';
import { countDigits, forgetDigits, lastDigits, MAX_DIGITS, MIN_COUNT } from './digits.ts';
import { entityAt } from './entities.ts';
import { hasLongWord } from './long-word.ts';
import { endOfMark, isMarks } from './mark.ts';
import { withPlainDigits } from './other-digits.ts';
import { merge, type Piece } from './piece.ts';
import type { Found, RedactionRule } from './rule.ts';
import { searched } from './searched.ts';
import { idLengthAt } from './uuid.ts';

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

/**
 * Work that is done for one text, with all layers of it, before the text is cut there: so a search has an end that is
 * known before, whatever the text is. 60,000 units of JSON, of SQL or of stack traces are 15,000 to 23,000.
 */
export const MAX_WORK = 24_000;

// What work is: of a rule that is asked, of one that reads digits, and of what is found, which is replaced and merged.
const WORK = 1;
const WORK_OF_DIGITS = 2;
const WORK_OF_FIND = 10;
/** So many units are read for one of it, as a power of two. */
const UNITS_OF_WORK = 3;

/**
 * What is searched again, decoded, before the first escape of a text: all that a rule may go by before what it finds.
 * All other text there is as it was.
 */
const BEFORE_ESCAPE = 4_096;

/** As far as a rule looks back from what it finds, and further. */
const LOOK_BEHIND = 512;

/** The last units of what was found are searched again, for what begins there and reaches further. */
const OVERLAP = 64;

/** Fewest units of base64: an e-mail address of twelve characters has as many. */
const MIN_BASE64 = 16;

const MAX_PADDING = 2;

// What a code unit beyond ASCII counts as in the tables, and what the ends of a text do.
const FOREIGN = 128;
const EDGE = 129;
const UNITS = 130;

/** Units that are alike in their last five bits, as a letter in both cases, count as one here. */
const KINDS_BITS = 5;
const KINDS = 1 << KINDS_BITS;

// Bits of the tables: what may begin at a unit, of what it is for all rules. Each rule has one of the bits above.
/** `[` of a mark, or an escape. */
const SPECIAL = 1;
/** Begins a word that may be the base64 of a text: its first byte is a printable character. */
const BASE64 = 2;
/** Begins a word that may be a UUID or the id of a trace. */
const UUID = 4;
const FIRST_BIT = 3;
/** Of all rules for which no bit is left. */
const LAST_BIT = 31;

const BASE64_STARTS = 'IJKLMNOPQRSTUVWXYZabcdef';

/** In the place of the end of an id: a letter, because what follows is no number. */
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
  /** Where `sign` stands from the trigger on, if it has to stand anywhere: 0 where it has not. */
  readonly besideUnits: number;
  readonly besideSign: number;
  readonly work: number;
}

const classOf = (unit: number): number => Math.min(unit, FOREIGN);

const kindOf = (unit: number): number => unit & (KINDS - 1);

/** What may follow a trigger; undefined where anything may. */
const followersOf = (trigger: string, prefixes: readonly string[] = []): Uint8Array | undefined => {
  let units: Uint8Array | undefined;
  for (const prefix of prefixes)
    if (prefix[0] === trigger) {
      units ??= new Uint8Array(UNITS);
      units[prefix.charCodeAt(1)] = 1;
    }
  return units;
};

/** Sets a bit where the second and third unit of a prefix are; of one that has two, with any third. */
const markThirds = (thirds: Int32Array, prefix: string, bit: number): void => {
  const place = kindOf(prefix.charCodeAt(1)) << KINDS_BITS;
  const third = kindOf(prefix.charCodeAt(2));
  const isOpen = prefix.length < 3;
  for (let kind = isOpen ? 0 : third; kind <= (isOpen ? KINDS - 1 : third); kind++)
    (thirds[place + kind] as number) |= bit;
};

/**
 * A bit is set in `at` for the units where a rule asks, in `ahead` for those that may follow, both together in `starts`
 * for each two units, and in `behind` for those that may stand before: two looks at tables tell for all rules together
 * that none of them asks at a place. Of prose that is most of what a search costs. Where one may ask, `thirds` tells by
 * the two units that follow that it does not: most words are no scheme of a header, and no key's beginning.
 */
const createTables = (rules: readonly ActiveRule[]) => {
  const at = new Int32Array(UNITS);
  const behind = new Int32Array(UNITS).fill(-1);
  const ahead = new Int32Array(UNITS).fill(-1);
  const thirds = new Int32Array(KINDS * KINDS);
  /** Of triggers that have prefixes. */
  let ofThirds = 0;
  const asked: Asked[][] = [];
  /** Of rules that want a number of digits. */
  let counting = 0;
  /** By what stands between a digit and another one before it, the rules that do not ask there. */
  const inside = new Int32Array(UNITS);
  const filtered: { readonly rule: RedactionRule; readonly bit: number }[] = [];
  for (let unit = 0; unit < UNITS; unit++) {
    asked.push([]);
    if (isWord(unit)) behind[unit] = ~(BASE64 | UUID);
  }
  const mark = (units: string, bit: number): void => {
    for (let i = 0; i < units.length; i++) (at[units.charCodeAt(i)] as number) |= bit;
  };
  mark(`${ESCAPES}&[`, SPECIAL);
  mark(BASE64_STARTS, BASE64);
  mark(HEX_DIGITS, UUID);
  /** Of what is nowhere but in a long word. */
  let ofLongWords = BASE64 | UUID;

  let next = FIRST_BIT;
  for (const { rule, replace } of rules) {
    const { triggers, startsWord, startsNumber, prefixes, minDigits = 0 } = rule;
    const seconds = prefixes?.map((prefix) => prefix[1]).join('');
    /** Triggers of a kind have a bit together. */
    const bits = new Map<string, number>();
    for (const trigger of triggers) {
      const unit = trigger.charCodeAt(0);
      const followers = followersOf(trigger, prefixes);
      const isNumber = startsNumber === true && isDigit(unit);
      const before = typeof rule.behind === 'object' ? rule.behind[trigger] : rule.behind;
      const isStart = startsWord === true || (startsWord || '').includes(trigger);
      const kind = `${isNumber} ${isStart} ${followers !== undefined} ${before}`;
      let bit = bits.get(kind);
      if (bit === undefined) {
        const isOwn = next < LAST_BIT;
        bit = 1 << (isOwn ? next++ : LAST_BIT);
        bits.set(kind, bit);
        if (isOwn && rule.mayBegin && isDigit(unit)) filtered.push({ rule, bit });
        if (isOwn && followers) {
          ofThirds |= bit;
          for (const prefix of prefixes ?? []) markThirds(thirds, prefix, bit);
        }
        for (let each = 0; isOwn && each < UNITS; each++) {
          // In no list there is one beyond ASCII.
          const character = String.fromCharCode(each);
          if (
            (isStart && isWord(each)) ||
            (isNumber && isDigit(each)) ||
            before?.includes(character) === false
          )
            (behind[each] as number) &= ~bit;
          if (rule.ahead?.includes(character) === false || (followers && !seconds?.includes(character)))
            (ahead[each] as number) &= ~bit;
        }
      }
      if (minDigits > 0) counting |= bit;
      if (rule.inLongWord && bit !== 1 << LAST_BIT) ofLongWords |= bit;
      // Of a bit that several rules have, none is spared.
      if (isDigit(unit) && bit !== 1 << LAST_BIT)
        for (const sign of rule.outside ?? '') (inside[sign.charCodeAt(0)] as number) |= bit;
      mark(trigger, bit);
      const [besideUnits, sign] = rule.beside?.[trigger] ?? [0, ''];
      const besideSign = sign.charCodeAt(0);
      asked[unit]?.push({
        ...{ rule, find: rule.find, replace, bit, followers, minDigits },
        ...{ besideUnits, besideSign, work: rule.work?.[trigger] ?? 1 },
      });
    }
  }
  /** By a unit and the one that follows. */
  const starts = new Int32Array(UNITS * UNITS);
  for (let unit = 0; unit < UNITS; unit++)
    for (let after = 0; after < UNITS; after++) {
      let mask = (at[unit] as number) & (ahead[after] as number);
      if (!isBase64(after)) mask &= ~BASE64;
      if (!isHex(after)) mask &= ~UUID;
      for (const { bit, followers } of asked[unit] as Asked[])
        if (bit !== 1 << LAST_BIT && followers !== undefined && followers[after] !== 1) mask &= ~bit;
      starts[unit * UNITS + after] = mask;
    }
  /** The same, with a stop where two units beyond ASCII are: the first tells that there may be digits of other scripts. */
  const watching = starts.slice();
  (watching[FOREIGN * UNITS + FOREIGN] as number) |= SPECIAL;
  for (let place = 0; place < thirds.length; place++) (thirds[place] as number) |= ~ofThirds;
  return {
    ...{ starts, watching, behind, thirds, asked, counting, inside, ofLongWords },
    mayBegin: createDigitFilter(filtered),
  };
};

/** Where `thirds` has what may be asked at a place that `after` follows. Behind the end it has what nobody asks for. */
const thirdsAt = (text: string, at: number, after: number): number =>
  (kindOf(after) << KINDS_BITS) | (at + 2 < text.length ? kindOf(text.charCodeAt(at + 2)) : 0);

/** The next place where anything may begin, or the end of the text. A loop of its own, without a call in it. */
const nextStop = (
  text: string,
  from: number,
  last: number,
  starts: Int32Array,
  behind: Int32Array,
  thirds: Int32Array,
  wanted: number,
): number => {
  const end = text.length - 1;
  let before = last;
  let unit = classOf(text.charCodeAt(from));
  let at = from;
  for (; at < end; at++) {
    const after = classOf(text.charCodeAt(at + 1));
    const here = (starts[unit * UNITS + after] as number) & (behind[before] as number) & wanted;
    if (here !== 0 && (here & (thirds[thirdsAt(text, at, after)] as number)) !== 0) return at;
    before = unit;
    unit = after;
  }
  return ((starts[unit * UNITS + EDGE] as number) & (behind[before] as number) & wanted) === 0 ? at + 1 : at;
};

/** Of all texts, also those that another scan searches. */
let searches = 0;

/** Searches all of a text, or until so much work was done; `searched` says how far. */
export const createScan = (rules: readonly ActiveRule[], maxWork = Number.POSITIVE_INFINITY): Scan => {
  const {
    starts: plainStarts,
    watching,
    behind,
    thirds,
    asked,
    counting,
    inside,
    ofLongWords,
    mayBegin,
  } = createTables(rules);
  const anyRule = -1 << FIRST_BIT;
  const looksIntoIds = rules.some(({ rule }) => rule.looksIntoIds);
  const found: Found = { start: 0, end: 0, until: 0, search: 0 };
  /** Of one text, in all its layers. */
  let work = 0;
  /** As in `searched`, of the layer that was searched last. */
  let reached = 0;

  /** Whether the text has two units beyond ASCII together. */
  let isForeign = false;

  /** Of the layer that is searched. */
  let pieces: Piece[] | undefined;

  const takeFound = (text: string, replace: ActiveRule['replace']): void => {
    work += WORK_OF_FIND;
    const { start, end } = found;
    found.until = Math.max(found.until as number, end);
    if (isMarks(text, start, end)) return;
    pieces ??= [];
    pieces.push({ start, end, replace });
  };

  const searchId = (text: string, start: number, end: number): void => {
    for (let at = start; at < end; at++)
      for (const { rule, replace } of asked[text.charCodeAt(at)] as Asked[]) {
        if (!rule.looksIntoIds) continue;
        work += WORK;
        if (rule.find(text, at, found)) takeFound(text, replace);
      }
  };

  const scan = (text: string, layer: number, isForm: boolean): Piece[] | undefined => {
    const { length } = text;
    let firstEscape = -1;
    /** What is left for the layers below is half of it. */
    let most = maxWork;
    let end = length;
    /** Nothing is to be found in base64 before. */
    let endOfBase64 = 0;
    pieces = undefined;
    found.search = ++searches;
    found.until = 0;
    const wanted = hasLongWord(text) ? -1 : ~ofLongWords;
    let starts = layer === 0 && !isForeign ? watching : plainStarts;
    let before = EDGE;
    let unit = length > 0 ? classOf(text.charCodeAt(0)) : EDGE;
    for (let at = 0; at < length; ) {
      const stop = nextStop(text, at, before, starts, behind, thirds, wanted);
      if (stop === length) break;
      if (stop > at) {
        before = classOf(text.charCodeAt(stop - 1));
        unit = classOf(text.charCodeAt(stop));
        at = stop;
      }
      const after = at + 1 < length ? classOf(text.charCodeAt(at + 1)) : EDGE;
      const here =
        (starts[unit * UNITS + after] as number) &
        (behind[before] as number) &
        (thirds[thirdsAt(text, at, after)] as number) &
        wanted;
      /** The last unit that needs no look. */
      let last = at;
      const lengthOfId = here & UUID ? idLengthAt(text, at) : 0;
      if (lengthOfId > 0) {
        if (looksIntoIds) {
          if (work + (at >> UNITS_OF_WORK) > most) {
            end = at;
            break;
          }
          searchId(text, at, at + lengthOfId);
        }
        at += lengthOfId;
        before = IN_WORD;
        unit = at < length ? classOf(text.charCodeAt(at)) : EDGE;
        continue;
      }
      if (here & SPECIAL && unit === FOREIGN) {
        isForeign = true;
        starts = plainStarts;
      } else if (here & SPECIAL) {
        const endOfSpecial = endOfMark(text, at);
        if (endOfSpecial > at) last = endOfSpecial - 1;
        else if (firstEscape < 0 && layer < MAX_LAYERS && isEscape(text, at, isForm, entityAt)) {
          firstEscape = at;
          most = (most + work + (at >> UNITS_OF_WORK)) / 2;
        }
      }
      if (here & anyRule && last === at) {
        if (work + (at >> UNITS_OF_WORK) > most) {
          end = at;
          break;
        }
        const rulesHere = asked[unit] as Asked[];
        let asking = here;
        let digits = MAX_DIGITS + 1;
        let each = WORK;
        if (here & counting && isDigit(unit) && !isWord(before)) {
          if (inside[before] !== 0 && at > 1 && isDigit(text.charCodeAt(at - 2)))
            asking &= ~(inside[before] as number);
          digits = countDigits(text, at);
          each = WORK_OF_DIGITS;
          if (digits >= MIN_COUNT && (at < 2 || !isLetter(text.charCodeAt(at - 2))))
            asking &= mayBegin(lastDigits);
          // In lists of numbers this is most of them.
          if ((asking & anyRule) === 0) asking = 0;
        }
        for (let i = asking === 0 ? rulesHere.length : 0; i < rulesHere.length; i++) {
          const active = rulesHere[i] as Asked;
          if ((asking & active.bit) === 0 || active.minDigits > digits) continue;
          const { find, followers, besideUnits } = active;
          if (followers !== undefined && followers[after] !== 1) continue;
          if (besideUnits !== 0) {
            const place = at + besideUnits;
            if (place < 0 || place >= length || text.charCodeAt(place) !== active.besideSign) continue;
          }
          work += each * active.work;
          if (!find.call(active.rule, text, at, found)) continue;
          takeFound(text, active.replace);
          const { end: endOfFound } = found;
          last = Math.max(last, active.rule.endedByNext ? endOfFound : endOfFound - OVERLAP - 1);
        }
      }
      const lastOfBase64 = at + MIN_BASE64 - 1;
      if (
        here & BASE64 &&
        at >= endOfBase64 &&
        lastOfBase64 < length &&
        isBase64(text.charCodeAt(lastOfBase64))
      ) {
        const endOfWord = endOfBase64Text(text, at);
        if (endOfWord - at >= MIN_BASE64) {
          endOfBase64 = endOfWord;
          const piece = layer < MAX_LAYERS ? inBase64(text, at, endOfWord, layer) : undefined;
          if (piece) {
            pieces ??= [];
            pieces.push(piece);
          } else if (work + (at >> UNITS_OF_WORK) > most) {
            // Nobody knows what is in it.
            end = at;
            break;
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
    reached = end;
    work += end >> UNITS_OF_WORK;
    const all = firstEscape < 0 ? pieces : withDecoded(text, firstEscape, end, layer, isForm, pieces);
    return all && merge(all);
  };

  const inBase64 = (text: string, start: number, end: number, layer: number): Piece | undefined => {
    const bytes = bytesOfBase64(text, start, end);
    work += bytes.length >> UNITS_OF_WORK;
    const outer = pieces;
    const { search, until } = found;
    const inner = scan(bytes, layer + 1, false)?.[0];
    pieces = outer;
    found.search = search as number;
    found.until = until as number;
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

  /**
   * Adds what is found in the decoded text up to `end`, first, so that of the same place its value is taken. Before the
   * first escape all of it was found already.
   */
  const withDecoded = (
    text: string,
    firstEscape: number,
    end: number,
    layer: number,
    isForm: boolean,
    raw: Piece[] = [],
  ): Piece[] | undefined => {
    const from = Math.max(0, firstEscape - BEFORE_ESCAPE);
    const { text: whole, places } = decode(text, isForm, from, end, entityAt);
    // JSON of Python has `\uff14` for a digit in full width.
    const decoded = withPlainDigits(whole);
    const inner = scan(decoded, layer + 1, isForm);
    reached = reached < decoded.length ? (places[reached] as number) : end;
    if (!inner) return raw.length > 0 ? raw : undefined;
    // What stands before it is not known here.
    const firstToKeep = from > 0 ? LOOK_BEHIND : 0;
    const placed: Piece[] = [];
    for (const { start, end: endOfFound, value, replace } of inner)
      if (start >= firstToKeep)
        placed.push({
          start: places[start] as number,
          end: places[endOfFound] as number,
          value: value ?? decoded.slice(start, endOfFound),
          replace,
        });
    return placed.concat(raw);
  };

  /** Adds what is found where digits of other scripts are those of ASCII: the same number has the same hash. */
  const withOtherDigits = (text: string, isForm: boolean, raw: Piece[] | undefined): Piece[] | undefined => {
    const plain = withPlainDigits(text);
    if (plain === text) return raw;
    const outside = reached;
    const others = scan(plain, 0, isForm) ?? [];
    reached = Math.min(reached, outside);
    if (others.length === 0) return raw;
    const valued = others.map(
      (piece): Piece => ({
        ...piece,
        value: piece.value ?? plain.slice(piece.start, piece.end),
      }),
    );
    return merge(valued.concat(raw ?? []));
  };

  return (text, isForm = false) => {
    work = 0;
    isForeign = false;
    let all = scan(text, 0, isForm);
    if (isForeign) all = withOtherDigits(text, isForm, all);
    pieces = undefined;
    searched.until = reached < text.length ? reached : Number.POSITIVE_INFINITY;
    forgetDigits();
    return all;
  };
};
