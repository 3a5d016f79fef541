import { conditionsOf } from './conditions.ts';
import type { Plan, PlanFacts, PlanFinding, PlanStep } from './plan.ts';
import { suggestIndex } from './suggest-index.ts';
import { counted, factsOf } from './table-scan.ts';

const MEGABYTE = 1_048_576;

/** A column with its direction, without the table: `created DESC NULLS LAST`. */
const NAME = '(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|[a-z_]\\w*)';
const KEY = new RegExp(`^(?:${NAME}\\.)*(${NAME})( desc| asc)?( nulls (?:first|last))?$`, 'i');

const indexKeys = (keys: readonly string[]): readonly string[] | undefined => {
  const parts = keys.map((key) => KEY.exec(key));
  if (parts.length === 0 || parts.some((part) => part === null)) return undefined;
  return parts.map(
    (part) =>
      `${part?.[1] ?? ''}${/desc/i.test(part?.[2] ?? '') ? ' DESC' : ''}${part?.[3]?.toUpperCase() ?? ''}`,
  );
};

/** Only rows of one table, as they are, come in the order of an index. */
const scanBelow = ({ steps }: PlanStep): PlanStep | undefined => {
  const [only] = steps;
  if (steps.length !== 1 || !only) return undefined;
  return only.kind === 'table_scan' ? only : undefined;
};

/** More is sorted than fits into the memory of one sort. */
export const findSortOnDisk = (step: PlanStep, plan: Plan, facts: PlanFacts): PlanFinding | undefined => {
  const { sort } = step;
  if (!sort || !(sort.isOnDisk ?? sort.bytes > facts.sortMemoryBytes)) return undefined;
  const scan = scanBelow(step);
  // How many rows a filter leaves is a guess of theirs.
  if (plan.system !== 'postgresql' && scan?.filter !== undefined) return undefined;
  const table = scan && factsOf(scan, facts);
  const keys = indexKeys(sort.keys);
  const fix = table && keys ? suggestIndex(plan, table, conditionsOf(scan.filter ?? ''), keys) : undefined;
  const needed = Math.max(1, Math.round(sort.bytes / MEGABYTE));
  const setting = plan.system === 'postgresql' ? 'work_mem' : 'sort_buffer_size';
  return {
    kind: 'sort_on_disk',
    ...(table && { table: table.table }),
    message: `${counted(step.rows)} rows are sorted on disk, because they do not fit into ${setting} (they need about ${needed} MB); an index in the order of the sort, a LIMIT or more ${setting} spares it`,
    ...(fix !== undefined && { fix }),
  };
};
