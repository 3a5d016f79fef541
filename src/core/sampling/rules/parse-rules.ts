import { parseShare, SHARE_EXPECTED } from './parse-share.ts';
import { RULE_KEYS, type RuleConditions, type SamplingRule, SPAN_KINDS } from './rule.ts';
import { splitOutsideQuotes, unquoted } from './split.ts';

interface RuleFault {
  /** The rule as it was written. */
  readonly rule: string;
  readonly message: string;
}

interface ParsedRules {
  readonly rules: readonly SamplingRule[];
  readonly faults: readonly RuleFault[];
}

const METHODS = /^[A-Z]{1,20}(?:\|[A-Z]{1,20})*$/;
const KEYS: ReadonlySet<string> = new Set(RULE_KEYS);

const isSpace = (character: string): boolean => character === ' ' || character === '\t' || character === '\n';

/** What is wrong with a rule; caught where the rule is read. */
class Fault {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

const valuesOf = (term: string, text: string): readonly string[] =>
  splitOutsideQuotes(text, (character) => character === '|').map((part) => {
    const value = unquoted(part);
    if (!value) throw new Fault(`${term} has no value, or a quote that does not enclose one`);
    return value;
  });

/** `GET`, `/path`, `key:value`; undefined for `*`, which asks for nothing. */
const conditionOf = (term: string): readonly [string, readonly string[]] | undefined => {
  if (term === '*') return undefined;
  if (METHODS.test(term)) return ['method', term.split('|')];
  if (term.startsWith('/') || term.startsWith('*')) return ['path', valuesOf(term, term)];
  const colon = term.indexOf(':');
  const key = term.slice(0, Math.max(0, colon));
  if (!KEYS.has(key) && !/^[^\s".]+\.[^\s"]+$/.test(key)) {
    throw new Fault(
      `${term} is no condition; there are methods such as GET, paths such as /api/*, ${RULE_KEYS.map((each) => `${each}:`).join(', ')} and attributes such as server.address:`,
    );
  }
  const values = valuesOf(term, term.slice(colon + 1));
  if (key === 'method') return [key, values.map((value) => value.toUpperCase())];
  if (key === 'kind' && !values.every((value) => SPAN_KINDS.includes(value))) {
    throw new Fault(`${term} is no kind of span; there are ${SPAN_KINDS.join(', ')}`);
  }
  return [key, values];
};

const parseRule = (source: string): SamplingRule => {
  const equals = source.lastIndexOf('=');
  if (equals < 0) throw new Fault('there is no = and share at its end');
  const keep = parseShare(source.slice(equals + 1).trim());
  if (!keep) throw new Fault(`expected ${SHARE_EXPECTED} after its =`);
  const terms = splitOutsideQuotes(source.slice(0, equals), isSpace).filter((term) => term !== '');
  if (terms.length === 0) throw new Fault('it says nothing before its =; * stands for every trace');
  const when: Record<string, readonly string[]> = {};
  for (const term of terms) {
    const condition = conditionOf(term);
    if (!condition) continue;
    const [key, values] = condition;
    if (Object.hasOwn(when, key))
      throw new Fault(`it has two conditions for ${key}; | separates alternatives`);
    when[key] = values;
  }
  return { when, keep };
};

const matchesAll = (when: RuleConditions): boolean => Object.keys(when).length === 0;

/**
 * Rules as a person writes them: `GET /health=0; /api/*=50%; name:"nightly import"=1; *=10/s`. In time that grows
 * with the length of the text. A rule that cannot be understood is left out; the others hold.
 */
export const parseRules = (text: string): ParsedRules => {
  const rules: SamplingRule[] = [];
  const faults: RuleFault[] = [];
  for (const part of splitOutsideQuotes(text, (character) => character === ';')) {
    const rule = part.trim();
    if (rule === '') continue;
    const before = rules.at(-1);
    if (before && matchesAll(before.when)) {
      faults.push({ rule, message: 'it is never reached, because the rule before it matches every trace' });
      continue;
    }
    try {
      rules.push(parseRule(rule));
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      faults.push({ rule, message: fault.message });
    }
  }
  return { rules, faults };
};
