import type { RedactionRule } from './rule.ts';

/** Longest text that is searched, in UTF-16 units; what is longer is cut there, because nothing leaves unsearched. */
export const MAX_TEXT_LENGTH = 65_536;

/** How often a text in which something was found is searched: what is taken away can bare the start of the next. */
const MAX_PASSES = 8;

export const REDACTED = 'REDACTED';

interface CompiledRule {
  readonly rule: RedactionRule;
  readonly pattern: RegExp;
  readonly marker: string;
}

/** Returns the text without what the rules find, or the same string where they find nothing. */
export type TextRedactor = (value: string) => string;

const compile = (rule: RedactionRule): CompiledRule => ({
  rule,
  pattern: new RegExp(rule.pattern, rule.ignoreCase ? 'gi' : 'g'),
  marker: `[${REDACTED}:${rule.id}]`,
});

/** What a text has to have for a rule to be worth a try. */
interface Filter {
  /** By code unit below 128: the rules, as bits, that have a hint with this character. */
  readonly byUnit: Uint32Array;
  /** Rules that are always tried. */
  readonly always: number;
  /** Rules that need so many digits. */
  readonly digits: readonly { readonly bit: number; readonly least: number }[];
}

/** The last bit stands for all rules that are too many for bits of their own. */
const LAST_BIT = 30;
const bitOf = (index: number): number => 1 << Math.min(index, LAST_BIT);

/** Letters of small type are everywhere, and tell least. */
const RARITY = [/[^A-Za-z0-9]/, /[A-Z]/, /[0-9]/, /[a-z]/] as const;
const rarestUnit = (hint: string): number => {
  for (const kind of RARITY) {
    const found = kind.exec(hint)?.[0];
    if (found !== undefined) return found.charCodeAt(0);
  }
  return Number.NaN;
};

const createFilter = (compiled: readonly CompiledRule[]): Filter => {
  const byUnit = new Uint32Array(128);
  let always = 0;
  compiled.forEach(({ rule }, index) => {
    for (const hint of rule.hints) {
      const unit = rarestUnit(hint);
      if (unit < 128) byUnit[unit] = (byUnit[unit] as number) | bitOf(index);
      else always |= bitOf(index);
    }
  });
  const digits = compiled.flatMap(({ rule: { leastDigits: least = 0 } }, index) =>
    least > 0 && index < LAST_BIT ? [{ bit: bitOf(index), least }] : [],
  );
  return { byUnit, always, digits };
};

/** The rules, as bits, that may find something. One look at each character takes the place of many searches. */
const candidatesOf = (text: string, { byUnit, always, digits }: Filter): number => {
  let candidates = always;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 128) continue;
    candidates |= byUnit[unit] as number;
    if (unit >= 48 && unit <= 57) count++;
  }
  for (const { bit, least } of digits) if (count < least) candidates &= ~bit;
  return candidates;
};

/** Texts that rules were tried on come again: user agents, queries, statements. So many are remembered, if short. */
const MAX_REMEMBERED = 1_000;
const MAX_REMEMBERED_LENGTH = 256;

const hasHint = (value: string, hints: readonly string[]): boolean => {
  for (const hint of hints) if (value.includes(hint)) return true;
  return false;
};

/** What `replace` passes last where the pattern has named groups. */
interface KeptGroups {
  readonly keep?: string;
  readonly keepAfter?: string;
}

const applyRule = (value: string, { rule, pattern, marker }: CompiledRule): string =>
  value.replace(pattern, (match: string, ...rest: unknown[]) => {
    const last = rest.at(-1);
    const { keep = '', keepAfter = '' } = typeof last === 'object' ? (last as KeptGroups) : {};
    const found = match.slice(keep.length, match.length - keepAfter.length);
    return !rule.accept || rule.accept(found) ? `${keep}${marker}${keepAfter}` : match;
  });

export const createTextRedactor = (rules: readonly RedactionRule[]): TextRedactor => {
  const compiled = [
    ...rules.filter((rule) => rule.goesFirst),
    ...rules.filter((rule) => !rule.goesFirst),
  ].map(compile);
  const filter = createFilter(compiled);
  const remembered = new Map<string, string>();

  const applyAll = (value: string, candidates: number): string => {
    let text = value;
    compiled.forEach((each, index) => {
      // A rule that took something away may have bared what another looks for.
      const isCandidate = text !== value || (candidates & bitOf(index)) !== 0;
      if (isCandidate && hasHint(text, each.rule.hints)) text = applyRule(text, each);
    });
    return text;
  };

  const search = (value: string, candidates: number): string => {
    let before = value.length > MAX_TEXT_LENGTH ? `${value.slice(0, MAX_TEXT_LENGTH)}…` : value;
    let text = applyAll(before, candidates);
    for (let pass = 1; text !== before && pass < MAX_PASSES; pass++) {
      before = text;
      text = applyAll(before, candidatesOf(before, filter));
    }
    return text;
  };

  return (value) => {
    if (value.length > MAX_TEXT_LENGTH) return search(value, -1);
    const candidates = candidatesOf(value, filter);
    if (candidates === 0) return value;
    if (value.length > MAX_REMEMBERED_LENGTH) return search(value, candidates);
    const known = remembered.get(value);
    if (known !== undefined) return known;
    const text = search(value, candidates);
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(value, text);
    return text;
  };
};
