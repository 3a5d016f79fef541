import { type Condition, conditionsOf } from './conditions.ts';
import type { Plan, PlanFacts, PlanFinding, PlanStep, TableFacts } from './plan.ts';
import { redactCondition } from './redact-plan.ts';
import { hasIndexOn, indexedPart, suggestIndex, unquoted } from './suggest-index.ts';

/** Smaller tables are read as a whole faster than by an index. */
const LARGE_TABLE_ROWS = 10_000;
/** An index does not help to find more than this share of a table. */
const MAX_SHARE = 0.1;

export const factsOf = ({ table }: PlanStep, { tables }: PlanFacts): TableFacts | undefined =>
  table === undefined ? undefined : tables.find((facts) => facts.table === table);

export const counted = (rows: number): string => Math.round(rows).toLocaleString('en-US');

/** PostgreSQL compares another type than the column’s; MySQL a text column with a number. */
const hidesColumn = (condition: Condition, facts: TableFacts, { system }: Plan): boolean => {
  const { column, cast, call, isNumber, kind } = condition;
  if (column === undefined || kind === 'other' || !hasIndexOn(facts, column)) return false;
  if (cast !== undefined || call !== undefined) return indexedPart(condition, facts) !== column;
  return system !== 'postgresql' && isNumber && /char|text/i.test(facts.columns[unquoted(column)] ?? '');
};

const hidden = (condition: Condition, table: string, facts: TableFacts, plan: Plan): PlanFinding => {
  const { column = '', cast, call } = condition;
  const type = facts.columns[unquoted(column)] ?? 'its own type';
  if (call !== undefined) {
    const fix = suggestIndex(plan, facts, [condition]);
    return {
      kind: 'index_not_used',
      table,
      message: `the index on ${table} (${column}) is not used, because ${call} is compared and not ${column}; an index on ${call} would be`,
      ...(fix !== undefined && { fix }),
    };
  }
  const what = cast === undefined ? 'with a number' : `as ${cast}`;
  return {
    kind: 'index_not_used',
    table,
    message: `the index on ${table} (${column}) is not used, because ${column} is compared ${what}; compare it with a value of its own type, ${type}`,
  };
};

/** All rows of a large table are read for few of them. */
export const findTableScan = (step: PlanStep, plan: Plan, given: PlanFacts): PlanFinding | undefined => {
  const facts = factsOf(step, given);
  const { table, alias, filter } = step;
  if (step.kind !== 'table_scan' || !facts || table === undefined || filter === undefined) return undefined;
  if (facts.rows < LARGE_TABLE_ROWS) return undefined;
  const conditions = conditionsOf(filter);
  const hiding = conditions.find((condition) => hidesColumn(condition, facts, plan));
  if (hiding) return hidden(hiding, table, facts, plan);
  // How many meet what comes from another table is a guess of MySQL; a join without an index has a finding of its own.
  const isOther = (name: string | undefined): boolean => name !== undefined && unquoted(name) !== alias;
  const isJoined = conditionsOf(filter, { isJoin: true }).some(({ table: name }) => isOther(name));
  if (plan.system !== 'postgresql' && isJoined && conditions.every(({ kind }) => kind === 'other'))
    return undefined;
  if (expectedShare(step, plan, facts, given, conditions) > MAX_SHARE) return undefined;
  const fix = suggestIndex(plan, facts, conditions);
  const isThere = conditions.some(
    ({ kind, column }) => kind !== 'other' && column !== undefined && hasIndexOn(facts, column),
  );
  // What has an index, and is not read by it, is no fault that another index mends.
  if (isThere) return undefined;
  return {
    kind: 'sequential_scan',
    table,
    message: `all ${counted(facts.rows)} rows of ${table} are read for those with ${redactCondition(filter, plan.system)}`,
    ...(fix !== undefined && { fix }),
  };
};

/** MariaDB and MySQL guess, unless they have histograms: there what the application got says more. */
const expectedShare = (
  step: PlanStep,
  { system, root }: Plan,
  { rows, distinct }: TableFacts,
  { rowsSeen }: PlanFacts,
  conditions: readonly Condition[],
): number => {
  if (system === 'postgresql') return (step.actualRows ?? step.rows) / rows;
  if (root === step && rowsSeen !== undefined) return rowsSeen / rows;
  const equal = conditions.filter(({ kind }) => kind === 'equals');
  if (equal.length === 0) return step.rows / rows;
  return equal.reduce((share, { column = '' }) => share / Math.max(1, distinct[unquoted(column)] ?? 10), 1);
};
