import { conditionsOf } from './conditions.ts';
import type { Plan, PlanFacts, PlanFinding, PlanStep } from './plan.ts';
import { unquoted } from './suggest-index.ts';
import { counted, factsOf } from './table-scan.ts';

/** Where one of both is at least so many, so many times more or less. */
const FEWEST_ROWS = 1_000;
const FACTOR = 10;
/** Without the values a plan is for an average of them. */
const FACTOR_GENERIC = 100;

const isFarOff = (expected: number, actual: number, factor: number): boolean => {
  const [low, high] = [Math.max(1, Math.min(expected, actual)), Math.max(expected, actual)];
  return high >= FEWEST_ROWS && high / low >= factor;
};

/** PostgreSQL takes columns for independent of each other unless it is told. */
const statisticsFor = (step: PlanStep, { system }: Plan): string | undefined => {
  if (system !== 'postgresql' || step.table === undefined || step.filter === undefined) return undefined;
  const columns = conditionsOf(step.filter)
    .filter(({ kind, cast, call }) => kind === 'equals' && cast === undefined && call === undefined)
    .map(({ column }) => column)
    .filter((column) => column !== undefined);
  const unique = [...new Set(columns)];
  if (unique.length < 2) return undefined;
  const name = [step.table.split('.').at(-1) ?? '', ...unique]
    .map(unquoted)
    .join('_')
    .replaceAll(/\W+/g, '_');
  return `CREATE STATISTICS ${name.slice(0, 60)} ON ${unique.join(', ')} FROM ${step.table}; ANALYZE ${step.table}`;
};

/** Below these not all rows are asked for, so that fewer than expected say nothing. */
const ENDS_EARLY = new Set(['Limit', 'Merge Join']);

const measuredSteps = (step: PlanStep, mayEndEarly = false): readonly PlanStep[] => {
  const { actualRows } = step;
  const isTelling = actualRows !== undefined && !(mayEndEarly && actualRows < step.rows);
  const inside = mayEndEarly || ENDS_EARLY.has(step.name);
  return [...(isTelling ? [step] : []), ...step.steps.flatMap((each) => measuredSteps(each, inside))];
};

/** The database expects far more or far fewer rows than there are, and chooses its plan by that. */
export const findRowEstimate = (plan: Plan, facts: PlanFacts): PlanFinding | undefined => {
  const { root } = plan;
  const wrong = measuredSteps(root).filter(({ rows, actualRows = 0 }) => isFarOff(rows, actualRows, FACTOR));
  // The innermost is where it begins.
  const step = wrong.findLast(({ table }) => table !== undefined) ?? wrong.at(-1);
  if (step) return told(step, step.actualRows ?? 0, plan, facts);
  if (root.actualRows !== undefined || facts.rowsSeen === undefined || plan.system !== 'postgresql')
    return undefined;
  // How many `LIMIT $1` leaves is not known either.
  if (facts.isGeneric && root.name === 'Limit') return undefined;
  const isWrong = isFarOff(root.rows, facts.rowsSeen, facts.isGeneric ? FACTOR_GENERIC : FACTOR);
  return isWrong ? told(root, facts.rowsSeen, plan, facts) : undefined;
};

const told = (step: PlanStep, actual: number, plan: Plan, facts: PlanFacts): PlanFinding => {
  const table = factsOf(step, facts)?.table ?? step.table;
  const fix = statisticsFor(step, plan) ?? (table === undefined ? undefined : `ANALYZE ${table}`);
  return {
    kind: 'row_estimate',
    ...(table !== undefined && { table }),
    message: `${counted(step.rows)} rows are expected${table === undefined ? '' : ` of ${table}`}, and there are ${counted(actual)}`,
    ...(fix !== undefined && { fix }),
  };
};
