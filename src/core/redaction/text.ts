import { markOf } from './mark.ts';
import { createMemory, type Memory } from './memory.ts';
import type { RedactionRule } from './rule.ts';
import { type ActiveRule, createScan, MAX_WORK, type Scan } from './scanner.ts';
import { untilClean } from './until-clean.ts';

export { markOf, REDACTED } from './mark.ts';
export { type ActiveRule, createScan } from './scanner.ts';
export { MAX_TEXT_LENGTH, untilClean } from './until-clean.ts';

/** Returns the text without what the rules find, or the same string where they find nothing. */
export interface TextRedactor {
  (value: string): string;
  readonly scan: Scan;
  /** URLs and queries in which nothing was found, by what was done because of the names in them. */
  readonly cleanUrls: WeakMap<object, readonly [urls: Memory, queries: Memory]>;
}

export const masked = (rule: RedactionRule): ActiveRule => {
  const mark = markOf(rule);
  return { rule, replace: () => mark };
};

/** Its tables are made when they are needed first: not every redactor that is made is used. */
export const createTextRedactor = (rules: readonly ActiveRule[]): TextRedactor => {
  let made: Scan | undefined;
  const memory = createMemory();
  const scan: Scan = (text, isForm) => {
    made ??= createScan(rules, MAX_WORK);
    return made(text, isForm);
  };
  const redact = (value: string): string => {
    if (memory.has(value)) return value;
    const text = untilClean(value, scan);
    if (text === value) memory.add(value);
    return text;
  };
  return Object.assign(redact, { scan, cleanUrls: new WeakMap() });
};
