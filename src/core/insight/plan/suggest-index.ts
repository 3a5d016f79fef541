import type { Condition } from './conditions.ts';
import type { Plan, TableFacts } from './plan.ts';

/** More columns rarely make an index better. */
const MAX_COLUMNS = 3;
/** A column with fewer values than these tells hardly any rows from others. */
const FEWEST_VALUES = 10;

/** A quote in a name is written twice. */
export const unquoted = (name: string): string =>
  name
    .replaceAll(/^["`]|["`]$/g, '')
    .replaceAll('""', '"')
    .replaceAll('``', '`');

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

/** What MySQL and MariaDB keep of a text in an index: a key has 3,072 bytes, and a character up to four. */
const PREFIX = 100;
const LONGEST_WHOLE = 255;

/** Only a part of it can be in an index, which then has no order of the whole. */
const isLong = (type: string): boolean =>
  /text|blob/i.test(type) || Number(/^var(?:char|binary)\((\d+)\)/i.exec(type)?.[1]) > LONGEST_WHOLE;

const typeOf = (part: string, { columns }: TableFacts): string =>
  columns[unquoted(part.replace(/ desc$/i, ''))] ?? '';

const mysqlPart = (part: string, facts: TableFacts): string => {
  if (part.includes('(')) return `(${part})`;
  return isLong(typeOf(part, facts)) ? `${part}(${PREFIX})` : part;
};

/** As a statement that makes the index and holds up nobody; names that are words of SQL are quoted. */
const createIndex = (
  { system }: Pick<Plan, 'system'>,
  facts: TableFacts,
  parts: readonly string[],
): string => {
  const { table } = facts;
  if (system === 'postgresql') return `CREATE INDEX CONCURRENTLY ON ${table} (${parts.join(', ')})`;
  const words = [table, ...parts].map((part) => part.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, ''));
  const named = /[`.]/.test(table) ? table : `\`${table}\``;
  const written = parts.map((part) => mysqlPart(part, facts)).join(', ');
  return `CREATE INDEX ${words.join('_').slice(0, 60)} ON ${named} (${written})`;
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
  const isPostgresql = plan.system === 'postgresql';
  if (!isPostgresql && more.some((part) => isLong(typeOf(part, facts)))) return undefined;
  const partsOf = (kind: Condition['kind']): readonly string[] => [
    ...new Set(
      conditions
        .filter((condition) => condition.kind === kind)
        .map((condition) => indexedPart(condition, facts))
        .filter((part) => part !== undefined)
        // MariaDB has no indexes on expressions, and both have none on documents.
        .filter((part) => plan.system !== 'mariadb' || !part.includes('('))
        .filter((part) => isPostgresql || typeOf(part, facts) !== 'json'),
    ),
  ];
  const equal = partsOf('equals').toSorted((a, b) => distinctOf(facts, b) - distinctOf(facts, a));
  const telling = equal.filter((part, index) => index === 0 || distinctOf(facts, part) >= FEWEST_VALUES);
  const last = more.length > 0 ? more : partsOf('range').slice(0, 1);
  const parts = [...telling, ...last.filter((part) => !telling.includes(part))].slice(0, MAX_COLUMNS);
  return parts.length === 0 ? undefined : createIndex(plan, facts, parts);
};
