import { findNestedLoop } from './nested-loop.ts';
import type { Plan, PlanFacts, PlanFinding } from './plan.ts';
import { stepsOf } from './plan.ts';
import { findRowEstimate } from './row-estimate.ts';
import { findSortOnDisk } from './sort-on-disk.ts';
import { findTableScan } from './table-scan.ts';

const MAX_FINDINGS = 20;

/** What is wrong with how a database answers a statement, and what may mend it; without values. */
export const findPlanFaults = (plan: Plan, facts: PlanFacts): readonly PlanFinding[] => {
  const steps = stepsOf(plan.root);
  const found = steps.flatMap((step) => [
    findTableScan(step, plan, facts),
    findSortOnDisk(step, plan, facts),
    findNestedLoop(step, plan, facts),
  ]);
  const all = [...found, findRowEstimate(plan, facts)].filter((finding) => finding !== undefined);
  // The same table may be read in several parts of a plan.
  const unique = new Map(all.map((finding) => [`${finding.kind}\n${finding.message}`, finding]));
  return [...unique.values()].slice(0, MAX_FINDINGS);
};
