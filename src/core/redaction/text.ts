import { markOf } from './mark.ts';
import { createMemory, type Memory } from './memory.ts';
import type { RedactionRule } from './rule.ts';
import { type ActiveRule, createScan, MAX_WORK, type Scan } from './scanner.ts';
import { untilClean } from './until-clean.ts';
import { isId } from './uuid.ts';

export { markOf, REDACTED } from './mark.ts';
export { type ActiveRule, createScan } from './scanner.ts';
export { MAX_TEXT_LENGTH, untilClean } from './until-clean.ts';

/** Made once, because to make it for each URL would take memory for each. */
export interface UrlSearch {
  /** Those in which nothing was found. */
  readonly clean: Memory;
  readonly scan: Scan;
}

/** Returns the text without what the rules find, or the same string where they find nothing. */
export interface TextRedactor {
  (value: string): string;
  readonly scan: Scan;
  /** How URLs and queries are searched, by what is done because of the names in them. */
  readonly urlSearches: WeakMap<object, readonly [urls: UrlSearch, queries: UrlSearch]>;
}

export const masked = (rule: RedactionRule): ActiveRule => {
  const mark = markOf(rule);
  return { rule, replace: () => mark };
};

/** Its tables are made when they are needed first: not every redactor that is made is used. */
export const createTextRedactor = (rules: readonly ActiveRule[]): TextRedactor => {
  let made: Scan | undefined;
  const memory = createMemory();
  const passesIds = !rules.some(({ rule }) => rule.looksIntoIds);
  const scan: Scan = (text, isForm) => {
    made ??= createScan(rules, MAX_WORK);
    return made(text, isForm);
  };
  const redact = (value: string): string => {
    // The scan passes over an id too, but only after a look into the memory, where one that comes once never is.
    if (passesIds && isId(value)) return value;
    if (memory.has(value)) return value;
    const text = untilClean(value, scan);
    if (text === value) memory.add(value);
    return text;
  };
  return Object.assign(redact, { scan, urlSearches: new WeakMap() });
};
