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
  const applyAll = (value: string): string => {
    let text = value;
    for (const each of compiled) if (hasHint(text, each.rule.hints)) text = applyRule(text, each);
    return text;
  };
  return (value) => {
    let before = value.length > MAX_TEXT_LENGTH ? `${value.slice(0, MAX_TEXT_LENGTH)}…` : value;
    let text = applyAll(before);
    for (let pass = 1; text !== before && pass < MAX_PASSES; pass++) {
      before = text;
      text = applyAll(before);
    }
    return text;
  };
};
