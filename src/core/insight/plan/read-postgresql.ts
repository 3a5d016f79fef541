import { isObject, type JsonObject, MAX_DEPTH, numberOf, objectsOf, textOf, textsOf } from './json.ts';
import type { Plan, PlanSort, PlanStep, StepKind } from './plan.ts';

const KINDS: Readonly<Record<string, StepKind>> = {
  'Seq Scan': 'table_scan',
  'Index Scan': 'index',
  'Index Only Scan': 'index',
  'Bitmap Heap Scan': 'index',
  Sort: 'sort',
  'Incremental Sort': 'sort',
  'Nested Loop': 'nested_loop',
};

/** What a row in memory takes beside its columns: a header and a pointer. */
const ROW_OVERHEAD_BYTES = 24;

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

const tableOf = (node: JsonObject): string | undefined => {
  const names = [node.Schema, node['Relation Name']].map(textOf).filter((name) => name !== undefined);
  return textOf(node['Relation Name']) === undefined ? undefined : names.map(quoted).join('.');
};

const sortOf = (node: JsonObject, rows: number): PlanSort => {
  const place = textOf(node['Sort Space Type']);
  return {
    keys: textsOf(node['Sort Key']),
    bytes: rows * ((numberOf(node['Plan Width']) ?? 0) + ROW_OVERHEAD_BYTES),
    isOnDisk: place === undefined ? undefined : place === 'Disk',
  };
};

const stepOf = (node: JsonObject, depth: number): PlanStep => {
  const name = textOf(node['Node Type']) ?? 'unknown';
  const kind = KINDS[name] ?? 'other';
  const rows = numberOf(node['Plan Rows']) ?? 0;
  const actualRows = numberOf(node['Actual Rows']);
  const table = tableOf(node);
  const alias = textOf(node.Alias);
  const filter = textOf(node.Filter) ?? textOf(node['Join Filter']);
  const indexCondition = textOf(node['Index Cond']) ?? textOf(node['Recheck Cond']);
  const index = textOf(node['Index Name']);
  return {
    kind,
    name,
    rows,
    ...(table !== undefined && { table }),
    ...(alias !== undefined && { alias }),
    ...(actualRows !== undefined && numberOf(node['Actual Loops']) !== 0 && { actualRows }),
    ...(filter !== undefined && { filter }),
    ...(indexCondition !== undefined && { indexCondition }),
    ...(index !== undefined && { index }),
    ...(kind === 'sort' && { sort: sortOf(node, rows) }),
    steps: depth >= MAX_DEPTH ? [] : objectsOf(node.Plans).map((each) => stepOf(each, depth + 1)),
  };
};

/**
 * Reads what `EXPLAIN (FORMAT JSON)` answers.
 * https://www.postgresql.org/docs/current/sql-explain.html
 *
 * @param answer already parsed; undefined comes back where it is no plan
 */
export const readPostgresqlPlan = (answer: unknown): Plan | undefined => {
  const [first] = Array.isArray(answer) ? answer : [answer];
  if (!isObject(first) || !isObject(first.Plan)) return undefined;
  return {
    system: 'postgresql',
    cost: numberOf(first.Plan['Total Cost']),
    root: stepOf(first.Plan, 0),
  };
};
