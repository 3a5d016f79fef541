import { type Alias, type Document, type Node, visit } from 'yaml';
import { type Fault, parseYaml } from '../../yaml/parse.ts';
import { readValue } from '../../yaml/read-value.ts';
import { compileRule } from '../custom/compile-rule.ts';
import type { CustomRule, RedactionPolicy } from '../policy.ts';
import { rules } from '../rules.generated.ts';
import { policyShape } from './shape.ts';

export interface ParsedPolicy {
  /** Undefined where the file cannot be used. */
  readonly policy: RedactionPolicy | undefined;
  readonly faults: readonly Fault[];
}

/** Most patterns of one file: each is one more question at the places where it can begin. */
const MAX_CUSTOM_RULES = 50;

/** Rules of the file itself can be named in `rules` too. */
const customOf = (document: Document.Parsed): readonly Partial<CustomRule>[] => {
  const custom = (document.toJS({ maxAliasCount: 0 }) as { custom?: unknown } | null)?.custom;
  return Array.isArray(custom) ? custom.map((each: Partial<CustomRule> | null) => each ?? {}) : [];
};

/** The first one, where there is any. */
const aliasIn = (document: Document.Parsed): Alias | undefined => {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_key, node) => {
      found = node;
      return visit.BREAK;
    },
  });
  return found;
};

/** What somebody looks for who writes it here. */
const HASH_KEY = /^"hash_?key" is not known/i;
const NO_HASH_KEY =
  'the key of the hashes belongs into the environment, BINNACLE_REDACTION_HASH_KEY, and never into a file';

const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * Reads a policy file, YAML or JSON. Strict: an unknown key, a wrong value, a pattern that is not of the subset is a
 * fault, and a file with a fault is not used at all, because half a policy would let through what the rest was for.
 */
export const parsePolicy = (text: string): ParsedPolicy => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  if (!document?.contents)
    return syntaxFaults.length > 0 ? { policy: undefined, faults: syntaxFaults } : { policy: {}, faults: [] };
  if (syntaxFaults.length > 0) return { policy: undefined, faults: syntaxFaults };
  const faults: Fault[] = [];
  const builtIn = rules.map(({ id }) => id);
  const alias = aliasIn(document);
  if (alias) {
    const message = `an alias, *${alias.source}; write the value itself`;
    return { policy: undefined, faults: [{ ...positionOf(alias as never), message }] };
  }
  const custom = customOf(document);
  const shape = policyShape([...builtIn, ...custom.map(({ id }) => id).filter(isText)]);
  const policy = (readValue(document.contents as Node, shape, '', { positionOf, faults }) ??
    {}) as RedactionPolicy;

  const failAt = (path: readonly (string | number)[], message: string): void => {
    faults.push({ ...positionOf(document.getIn(path, true) as Node as never), message });
  };
  const seen = new Set(builtIn);
  for (const [i, { id, pattern, ignoreCase }] of custom.entries()) {
    // What is no text was told already.
    if (!isText(id) || !isText(pattern)) continue;
    if (seen.has(id)) failAt(['custom', i, 'id'], `custom[${i}].id: "${id}" is the id of another rule`);
    seen.add(id);
    const why = faultOf({ id, pattern, ignoreCase: ignoreCase === true });
    if (why !== undefined) failAt(['custom', i, 'pattern'], `custom[${i}].pattern: ${why}`);
  }
  if (custom.length > MAX_CUSTOM_RULES)
    failAt(['custom'], `custom: more than ${MAX_CUSTOM_RULES} patterns; put alternatives into one`);
  faults.sort((one, other) => one.line - other.line || one.column - other.column);
  const told = faults.map((fault) =>
    HASH_KEY.test(fault.message) ? { ...fault, message: NO_HASH_KEY } : fault,
  );
  return { policy: told.length > 0 ? undefined : policy, faults: told };
};

const faultOf = (rule: CustomRule): string | undefined => {
  try {
    compileRule(rule);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};
