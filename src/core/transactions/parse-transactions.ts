import type { Node } from 'yaml';
import { type Fault, parseYaml, START } from '../yaml/parse.ts';
import { readValue } from '../yaml/read-value.ts';
import type { TransactionDefinition } from './definition.ts';
import { MAX_TIMEOUT_MILLIS, millisOf } from './duration.ts';
import { transactionsShape } from './transactions-shape.ts';

export interface ParsedTransactions {
  /** By name; undefined where the file cannot be used. */
  readonly definitions: ReadonlyMap<string, TransactionDefinition> | undefined;
  readonly faults: readonly Fault[];
}

interface Entry {
  readonly sla?: string;
  readonly timeout?: string;
  readonly steps?: readonly string[];
  readonly owner?: string;
}

/** As many names as a process counts apart. */
const MAX_DEFINITIONS = 200;
const MAX_STEPS = 50;

const definitionOf = ({ sla, timeout, steps, owner }: Entry): TransactionDefinition => ({
  ...(sla !== undefined && { slaMillis: millisOf(sla) }),
  ...(timeout !== undefined && { timeoutMillis: millisOf(timeout) }),
  ...(steps && { steps }),
  ...(owner !== undefined && { owner }),
});

const twice = (steps: readonly string[]): number => steps.findIndex((step, i) => steps.indexOf(step) !== i);

/** What is wrong of an entry that has the right shape: the key that it is at, and what. */
function* contradictions({
  sla,
  timeout,
  steps = [],
}: Entry): Generator<readonly [(string | number)[], string]> {
  if (timeout !== undefined && millisOf(timeout) > MAX_TIMEOUT_MILLIS)
    yield [['timeout'], `${timeout} is not accepted; expected at most 3650d`];
  if (sla !== undefined && timeout !== undefined && millisOf(timeout) < millisOf(sla))
    yield [['timeout'], `${timeout} is shorter than the SLA of ${sla}, which nothing could keep or break`];
  if (steps.length > MAX_STEPS) yield [['steps'], `${steps.length} steps; expected at most ${MAX_STEPS}`];
  const second = twice(steps);
  if (second >= 0) yield [['steps', second], `"${steps[second]}" is there twice`];
}

/** Reads a file of transactions, YAML or JSON. Strict: a file with a fault is not used at all. */
export const parseTransactions = (text: string): ParsedTransactions => {
  const { document, faults: syntaxFaults, positionOf } = parseYaml(text);
  if (syntaxFaults.length > 0) return { definitions: undefined, faults: syntaxFaults };
  if (!document?.contents)
    return { definitions: undefined, faults: [{ ...START, message: '"transactions" is missing' }] };
  const faults: Fault[] = [];
  const read = readValue(document.contents as Node, transactionsShape, '', { positionOf, faults }) as
    | { readonly transactions?: Readonly<Record<string, Entry>> }
    | undefined;
  const entries = Object.entries(read?.transactions ?? {});
  if (faults.length === 0) {
    for (const [name, entry] of entries)
      for (const [path, message] of contradictions(entry)) {
        const node = document.getIn(['transactions', name, ...path], true) as Node;
        const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
        faults.push({ ...positionOf(node as never), message: `transactions.${name}${place}: ${message}` });
      }
    if (entries.length > MAX_DEFINITIONS)
      faults.push({
        ...START,
        message: `transactions: ${entries.length} names; expected at most ${MAX_DEFINITIONS}`,
      });
  }
  return {
    definitions:
      faults.length > 0 ? undefined : new Map(entries.map(([name, entry]) => [name, definitionOf(entry)])),
    faults,
  };
};
