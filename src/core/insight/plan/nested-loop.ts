import { conditionsOf } from './conditions.ts';
import { type Plan, type PlanFacts, type PlanFinding, type PlanStep, stepsOf } from './plan.ts';
import { suggestIndex, unquoted } from './suggest-index.ts';
import { counted, factsOf } from './table-scan.ts';

/** Rows that are looked at in all; a hash takes each once. */
const MANY_ROWS = 1_000_000;

const isReadAgain = ({ kind, isHashed }: PlanStep): boolean => kind === 'table_scan' && !isHashed;

/** A table without an index is read once for each of many rows. */
export const findNestedLoop = (step: PlanStep, plan: Plan, facts: PlanFacts): PlanFinding | undefined => {
  if (step.kind !== 'nested_loop') return undefined;
  let outer = 1;
  for (const [index, each] of step.steps.entries()) {
    const scan = index === 0 ? undefined : stepsOf(each).find(isReadAgain);
    const table = scan && factsOf(scan, facts);
    if (scan && table && outer > 1 && outer * table.rows >= MANY_ROWS) {
      const isOfTable = (name: string | undefined): boolean =>
        name === undefined || unquoted(name) === scan.alias || name === table.table;
      const conditions = [step.filter, scan.filter]
        .flatMap((filter) => (filter === undefined ? [] : conditionsOf(filter, { isJoin: true })))
        .filter((condition) => isOfTable(condition.table) && condition.column !== undefined);
      const fix = suggestIndex(plan, table, conditions);
      return {
        kind: 'nested_loop',
        table: table.table,
        message: `${counted(table.rows)} rows of ${table.table} are read again for each of ${counted(outer)} rows`,
        ...(fix !== undefined && { fix }),
      };
    }
    outer *= Math.max(1, each.actualRows ?? each.rows);
  }
  return undefined;
};
