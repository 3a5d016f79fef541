import type { TestCase } from '../../../../collector/case/case.ts';
import type { Io } from '../../../io.ts';
import { type Outcome, type RunContext, runCase } from './run-case.ts';

/** Runs cases, some at a time; `report` is called in their order. */
export const runAll = async (
  cases: readonly TestCase[],
  jobs: number,
  context: RunContext,
  io: Io,
  report: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  let next = 0;
  let reported = 0;
  const work = async (): Promise<void> => {
    while (next < cases.length && !context.stopped.aborted) {
      const index = next++;
      outcomes[index] = await runCase(cases[index] as TestCase, context, io);
      for (let done = outcomes[reported]; done; done = outcomes[reported]) {
        reported++;
        report(done);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, cases.length) }, work));
  return outcomes.filter((outcome) => outcome !== undefined);
};
