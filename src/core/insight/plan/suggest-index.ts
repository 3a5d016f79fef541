import type { Condition } from './conditions.ts';
import type { Plan, TableFacts } from './plan.ts';

/** More columns rarely make an index better. */
const MAX_COLUMNS = 3;
/** A column with fewer values than these tells hardly any rows from others. */
const FEWEST_VALUES = 10;

export const unquoted = (name: string): string => name.replaceAll(/^["`]|["`]$/g, '');

/** PostgreSQL writes this where a `varchar` is compared as text, which an index answers as it is. */
const isSameType = (type: string, cast: string): boolean =>
  /^character varying/.test(type) && /^(?:text|character varying)/.test(cast);

/** What a condition is about, as an index has it; undefined where no index of this table answers it. */
export const indexedPart = ({ column, cast, call }: Condition, facts: TableFacts): string | undefined => {
  if (call !== undefined) return call;
  if (column === undefined) return undefined;
  const type = facts.columns[unquoted(column)];
  if (type === undefined) return undefined;
  return cast === undefined || isSameType(type, cast) ? column : undefined;
};

export const hasIndexOn = ({ indexes }: TableFacts, part: string): boolean =>
  indexes.some(([first]) => first === unquoted(part));

const distinctOf = ({ distinct }: TableFacts, part: string): number =>
  distinct[unquoted(part)] ?? Number.POSITIVE_INFINITY;

/** As a statement that makes the index and holds up nobody. */
const createIndex = ({ system }: Pick<Plan, 'system'>, table: string, parts: readonly string[]): string => {
  if (system === 'postgresql') return `CREATE INDEX CONCURRENTLY ON ${table} (${parts.join(', ')})`;
  const words = [table, ...parts].map((part) => part.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, ''));
  const expressions = parts.map((part) => (part.includes('(') ? `(${part})` : part));
  return `CREATE INDEX ${words.join('_').slice(0, 60)} ON ${table} (${expressions.join(', ')})`;
};

/**
 * The index that answers these conditions: what is equal first, the one with most values before others, then one
 * range.
 *
 * @param more columns that come after what is equal, such as those of a sort
 */
export const suggestIndex = (
  plan: Pick<Plan, 'system'>,
  facts: TableFacts,
  conditions: readonly Condition[],
  more: readonly string[] = [],
): string | undefined => {
  const partsOf = (kind: Condition['kind']): readonly string[] => [
    ...new Set(
      conditions
        .filter((condition) => condition.kind === kind)
        .map((condition) => indexedPart(condition, facts))
        .filter((part) => part !== undefined)
        // MariaDB has no indexes on expressions.
        .filter((part) => plan.system !== 'mariadb' || !part.includes('(')),
    ),
  ];
  const equal = partsOf('equals').toSorted((a, b) => distinctOf(facts, b) - distinctOf(facts, a));
  const telling = equal.filter((part, index) => index === 0 || distinctOf(facts, part) >= FEWEST_VALUES);
  const last = more.length > 0 ? more : partsOf('range').slice(0, 1);
  const parts = [...telling, ...last.filter((part) => !telling.includes(part))].slice(0, MAX_COLUMNS);
  return parts.length === 0 ? undefined : createIndex(plan, facts.table, parts);
};
