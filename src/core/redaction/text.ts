import { isWord } from './characters.ts';
import type { Found, RedactionRule } from './rule.ts';

/** Longest text that is searched, in UTF-16 units; what is longer is cut there, because nothing leaves unsearched. */
export const MAX_TEXT_LENGTH = 65_536;

export const REDACTED = 'REDACTED';

/** A rule with what is done to what it finds. */
export interface ActiveRule {
  readonly rule: RedactionRule;
  /** What stands in the place of `found`. */
  replace(found: string): string;
}

/** Returns the text without what the rules find, or the same string where they find nothing. */
export type TextRedactor = (value: string) => string;

export const markOf = (rule: RedactionRule): string => `[${REDACTED}:${rule.id}]`;

export const masked = (rule: RedactionRule): ActiveRule => {
  const mark = markOf(rule);
  return { rule, replace: () => mark };
};

/** By code unit below 128: the rules to ask there. */
type Table = readonly (readonly ActiveRule[] | undefined)[];

const tableOf = (rules: readonly ActiveRule[]): Table => {
  const table: (ActiveRule[] | undefined)[] = Array.from({ length: 128 }, () => undefined);
  for (const active of rules)
    for (const trigger of active.rule.triggers) {
      const unit = trigger.charCodeAt(0);
      const there = table[unit];
      if (there) there.push(active);
      else table[unit] = [active];
    }
  return table;
};

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly active: ActiveRule;
}

/** Adds what was found; earlier pieces that it reaches back into become part of it. */
const add = (pieces: Piece[], piece: Piece): void => {
  let { start } = piece;
  for (let last = pieces.at(-1); last && last.end > start; last = pieces.at(-1)) {
    start = Math.min(start, last.start);
    pieces.pop();
  }
  pieces.push({ ...piece, start });
};

const join = (text: string, pieces: readonly Piece[]): string => {
  let clean = '';
  let at = 0;
  for (const { start, end, active } of pieces) {
    clean += text.slice(at, start) + active.replace(text.slice(start, end));
    at = end;
  }
  return clean + text.slice(at);
};

export const createTextRedactor = (rules: readonly ActiveRule[]): TextRedactor => {
  const atWords = tableOf(rules);
  const inWords = tableOf(rules.filter(({ rule }) => !rule.startsWord));
  const found: Found = { start: 0, end: 0 };

  return (value) => {
    const text = value.length > MAX_TEXT_LENGTH ? `${value.slice(0, MAX_TEXT_LENGTH)}…` : value;
    let pieces: Piece[] | undefined;
    let previous = Number.NaN;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const asked = unit < 128 ? (isWord(previous) ? inWords : atWords)[unit] : undefined;
      previous = unit;
      if (!asked) continue;
      // Of several rules the one that finds most has it.
      let best: Piece | undefined;
      for (const active of asked)
        if (active.rule.find(text, at, found) && (!best || found.end > best.end))
          best = { start: found.start, end: found.end, active };
      if (!best) continue;
      pieces ??= [];
      add(pieces, best);
      at = Math.max(at, best.end - 1);
      previous = text.charCodeAt(at);
    }
    return pieces ? join(text, pieces) : text;
  };
};
