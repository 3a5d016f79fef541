import { compileRule } from '../../../../core/redaction/custom/compile-rule.ts';
import { effectivePolicy } from '../../../../core/redaction/effective-policy.ts';
import {
  createRedactor,
  type RedactionPolicy,
  type Redactor,
  rules,
} from '../../../../core/redaction/index.ts';
import { isSensitiveKey, QUERY_KEYS, URL_KEYS } from '../../../../core/redaction/keys.ts';
import { createTextRedactor, markOf, type TextRedactor } from '../../../../core/redaction/text.ts';

/** So often one rule found something at one place. The value is not kept. */
export interface Finding {
  /** A rule's id, or what else is not to be there: see `OTHER`. */
  readonly rule: string;
  /** The file or URL. */
  readonly source: string;
  /** Where in it: the service, the field, the key. */
  readonly place: string;
  readonly count: number;
}

/** What goes for another reason than a rule. */
const OTHER = {
  key: 'sensitive-key',
  parameter: 'sensitive-parameter',
  statement: 'statement-literal',
  policy: 'policy',
} as const;

const STATEMENT_KEY = /^(?:db\.(?:query|statement|operation\.parameter)|graphql\.document)/;
const urlKeys = new Set([...URL_KEYS, ...QUERY_KEYS]);

export interface Auditor {
  /** Looks at one text that has no key. */
  text(source: string, place: string, value: string): void;
  /** Looks at the attributes of one thing, which are judged together: a statement by its system. */
  attributes(source: string, place: string, record: Readonly<Record<string, unknown>>): void;
  /** A text as it may be shown. */
  shown(text: string): string;
  /** The name of a file as it may be shown. */
  name(path: string): string;
  url(url: string): string;
  /** How often rules find something in a text, without counting it. */
  finds(text: string): number;
  findings(): readonly Finding[];
  /** Values that were looked at. */
  looked(): number;
}

/** Most places that are told apart; hostile keys may be without number. */
const MAX_PLACES = 10_000;

/** Longest name of a service or field in a place, in UTF-16 units. */
const MAX_SHOWN = 100;

const same = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

const ELLIPSIS = '…';

/** Of a text that was cut, what is looked at again with the rest: a find may lie across the cut. */
const OVERLAP = 4_096;

/** How many units of a text stayed where all that redaction did is to cut it; 0 where it did something else. */
const keptBeforeCut = (text: string, clean: unknown): number => {
  if (typeof clean !== 'string' || !clean.endsWith(ELLIPSIS)) return 0;
  const kept = clean.slice(0, -1);
  return kept.length > OVERLAP && text.startsWith(kept) ? kept.length : 0;
};

/** The texts inside a value, its keys included. */
const textsOf = (value: unknown, into: string[] = []): readonly string[] => {
  if (typeof value === 'string') into.push(value);
  else if (value instanceof Uint8Array) into.push(Buffer.from(value).toString('latin1'));
  else if (typeof value === 'number' || typeof value === 'bigint') into.push(String(value));
  else if (Array.isArray(value)) for (const item of value) textsOf(item, into);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) {
      into.push(key);
      textsOf(item, into);
    }
  return into;
};

/** Tells by what rules a text was changed. */
const createNaming = (policy: RedactionPolicy): ((value: unknown) => ReadonlyMap<string, number>) => {
  const { actions } = effectivePolicy(policy);
  let found = new Map<string, number>();
  const search: TextRedactor = createTextRedactor(
    [...rules, ...(policy.custom ?? []).map(compileRule)]
      .filter(({ id }) => actions[id] !== 'keep')
      .map((rule) => ({
        rule,
        replace: () => {
          found.set(rule.id, (found.get(rule.id) ?? 0) + 1);
          return markOf(rule);
        },
      })),
  );
  return (value) => {
    found = new Map();
    for (const text of textsOf(value)) {
      search(text);
      if (found.size === 0) search(decoded(text));
    }
    return found;
  };
};

/**
 * Looks for what a policy would take away, and counts it by rule and place. What has been redacted by the same policy
 * is not found again, because redaction changes nothing twice.
 */
export const createAuditor = (policy: RedactionPolicy = {}): Auditor => {
  const redactor: Redactor = createRedactor(policy);
  const rulesIn = createNaming(policy);
  const findings = new Map<string, Finding>();
  let looked = 0;

  const add = (rule: string, source: string, place: string, count: number): void => {
    const id = JSON.stringify([rule, source, place]);
    const known = findings.get(id);
    if (known) findings.set(id, { ...known, count: known.count + count });
    else if (findings.size < MAX_PLACES) findings.set(id, { rule, source, place, count });
    else add(rule, source, 'other places', count);
  };
  const addAll = (source: string, place: string, value: unknown, otherwise: string): void => {
    const found = rulesIn(value);
    if (found.size === 0) add(otherwise, source, place, 1);
    for (const [rule, count] of found) add(rule, source, place, count);
  };
  /** A long text is cut before it leaves: the rest is searched as well. */
  const addText = (source: string, place: string, text: string): void => {
    for (let rest = text; ; ) {
      const clean = redactor.text(rest);
      if (clean === rest) return;
      const kept = keptBeforeCut(rest, clean);
      if (kept === 0) {
        addAll(source, place, rest, OTHER.policy);
        return;
      }
      rest = rest.slice(kept - OVERLAP);
    }
  };
  const reasonOf = (key: string): string => {
    if (STATEMENT_KEY.test(key)) return OTHER.statement;
    if (urlKeys.has(key)) return OTHER.parameter;
    return isSensitiveKey(key) ? OTHER.key : OTHER.policy;
  };

  return {
    text(source, place, value) {
      looked++;
      addText(source, place, value);
    },
    attributes(source, place, record) {
      const clean: Readonly<Record<string, unknown>> = redactor.attributes(record);
      looked += Object.keys(record).length;
      if (clean === record) return;
      for (const [key, value] of Object.entries(record)) {
        const cleanKey = redactor.text(key);
        if (cleanKey !== key) addAll(source, `${place}: a key`, key, OTHER.policy);
        const where = `${place}[${JSON.stringify(cleanKey.slice(0, MAX_SHOWN))}]`;
        if (typeof value === 'string' && keptBeforeCut(value, clean[cleanKey]) > 0)
          addText(source, where, value);
        else if (!same(clean[cleanKey], value)) addAll(source, where, value, reasonOf(key));
      }
    },
    shown: (text) => redactor.text(text).slice(0, MAX_SHOWN),
    name: (path) => redactor.text(path),
    url: (url) => redactor.url(url),
    finds: (text) => [...rulesIn(text).values()].reduce((sum, count) => sum + count, 0),
    findings: () =>
      [...findings.values()].sort(
        (one, other) =>
          one.source.localeCompare(other.source) ||
          one.rule.localeCompare(other.rule) ||
          one.place.localeCompare(other.place),
      ),
    looked: () => looked,
  };
};
