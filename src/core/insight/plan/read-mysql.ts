import { conditionsOf } from './conditions.ts';
import { isObject, type JsonObject, MAX_DEPTH, numberOf, objectsOf, textOf, textsOf } from './json.ts';
import type { Plan, PlanStep } from './plan.ts';
import { unquoted } from './suggest-index.ts';

/** What is sorted of a row is not told; a few columns. */
const SORTED_ROW_BYTES = 64;

/** What the statement says and the plan does not. */
export interface StatementFacts {
  /** Real names of tables by what the statement calls them. */
  readonly tables?: ReadonlyMap<string, string>;
  /** What it sorts its rows by, which MySQL does not tell. */
  readonly orderKeys?: readonly string[];
  /** How many rows it keeps of what it sorts. */
  readonly rowsKept?: number | undefined;
}

type Reading = { readonly [Name in keyof StatementFacts]-?: NonNullable<StatementFacts[Name]> };

/** `o.created desc, o.id` of MariaDB; what MySQL sorts for `ORDER BY` is a part of its own. */
const sortKeysOf = (node: JsonObject, part: string, { orderKeys }: Reading): readonly string[] => {
  const told = textOf(node.sort_key);
  if (told === undefined) return part === 'ordering_operation' ? orderKeys : [];
  return told.split(',').flatMap((key) => (key.trim() === '' ? [] : [key.trim()]));
};

/** From 8.0.18 on; without an equal column of another table even a hash holds each row against each. */
const isHashed = (node: JsonObject, alias: string | undefined, filter: string): boolean =>
  node.using_join_buffer === 'hash join' &&
  conditionsOf(filter, { isJoin: true }).some(
    ({ kind, table }) => kind === 'equals' && table !== undefined && unquoted(table) !== alias,
  );

const tableStep = (node: JsonObject, { tables }: Reading, inside: readonly PlanStep[]): PlanStep => {
  const access = textOf(node.access_type) ?? 'unknown';
  const alias = textOf(node.table_name);
  const examined =
    numberOf(node.rows_examined_per_scan) ?? numberOf(node.rows_examined) ?? numberOf(node.rows) ?? 0;
  const share = (numberOf(node.filtered) ?? 100) / 100;
  const filter = textOf(node.attached_condition);
  const indexCondition = textOf(node.index_condition);
  const index = textOf(node.key);
  const possible = textsOf(node.possible_keys);
  // MySQL calls what it made of a subquery by its alias.
  const isDerived = (alias?.startsWith('<') ?? true) || isObject(node.materialized_from_subquery);
  return {
    kind: access === 'ALL' && !isDerived ? 'table_scan' : index === undefined ? 'other' : 'index',
    name: access,
    rows: Math.max(0, examined * share),
    ...(alias !== undefined && !isDerived && { table: tables.get(alias) ?? alias, alias }),
    ...(filter !== undefined && { filter }),
    ...(filter !== undefined && isHashed(node, alias, filter) && { isHashed: true }),
    ...(indexCondition !== undefined && { indexCondition }),
    ...(index !== undefined && { index }),
    ...(index === undefined && possible.length > 0 && { unusedIndexes: possible }),
    steps: inside,
  };
};

/** Tables are joined one after the other, each read once for each row of those before. */
const joined = (steps: readonly PlanStep[]): readonly PlanStep[] => {
  if (steps.length < 2) return steps;
  const rows = steps.reduce((product, step) => product * Math.max(1, step.rows), 1);
  return [{ kind: 'nested_loop', name: 'nested_loop', rows, steps }];
};

const withFilter = (steps: readonly PlanStep[], filter: string | undefined): readonly PlanStep[] =>
  filter === undefined
    ? steps
    : steps.map((step) => ({
        ...step,
        filter: step.filter === undefined ? filter : `${step.filter} and ${filter}`,
      }));

/** The steps that one part of a plan amounts to; names of parts differ between versions, tables do not. */
const stepsIn = (node: JsonObject, reading: Reading, depth: number, part = ''): readonly PlanStep[] => {
  if (depth >= MAX_DEPTH) return [];
  const inside = (value: unknown, name = ''): readonly PlanStep[] =>
    isObject(value) ? stepsIn(value, reading, depth + 1, name) : [];
  const steps = Object.entries(node).flatMap(([name, value]): readonly PlanStep[] => {
    if (name === 'table' && isObject(value)) return [tableStep(value, reading, inside(value))];
    if (name === 'nested_loop') return joined(objectsOf(value).flatMap((each) => inside(each)));
    if (name === 'block-nl-join' && isObject(value))
      return withFilter(inside(value), textOf(value.attached_condition));
    if (name === 'filesort' && isObject(value))
      return [sortStep(inside(value), sortKeysOf(value, name, reading), reading)];
    if (Array.isArray(value)) return objectsOf(value).flatMap((each) => inside(each));
    return inside(value, name);
  });
  if (node.using_filesort !== true) return steps;
  return [sortStep(steps, sortKeysOf(node, part, reading), reading)];
};

const sortStep = (steps: readonly PlanStep[], keys: readonly string[], { rowsKept }: Reading): PlanStep => {
  const rows = steps.reduce((most, step) => Math.max(most, step.rows), 0);
  return {
    kind: 'sort',
    name: 'filesort',
    rows,
    sort: { keys, bytes: Math.min(rows, rowsKept) * SORTED_ROW_BYTES, isOnDisk: undefined },
    steps,
  };
};

/**
 * Reads what `EXPLAIN FORMAT=JSON` answers, of MySQL (the first version of its format) and of MariaDB.
 * https://dev.mysql.com/doc/refman/8.4/en/explain.html, https://mariadb.com/kb/en/explain-format-json/
 *
 * @param answer already parsed; undefined comes back where it is no plan
 */
export const readMysqlPlan = (
  answer: unknown,
  system: 'mysql' | 'mariadb',
  { tables = new Map(), orderKeys = [], rowsKept = Number.POSITIVE_INFINITY }: StatementFacts = {},
): Plan | undefined => {
  if (!isObject(answer) || !isObject(answer.query_block)) return undefined;
  const block = answer.query_block;
  const steps = stepsIn(block, { tables, orderKeys, rowsKept }, 0);
  const [first] = steps;
  const cost = isObject(block.cost_info) ? numberOf(block.cost_info.query_cost) : numberOf(block.cost);
  const root: PlanStep =
    steps.length === 1 && first
      ? first
      : { kind: 'other', name: 'query_block', rows: first?.rows ?? 0, steps };
  return { system, cost, root };
};
