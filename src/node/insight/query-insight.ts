import type { Operation } from '../../core/insight/operation.ts';
import type { RequestState } from '../http/request-state.ts';
import { databaseInsight } from './database-insight.ts';

/** Looks at what a request asked its databases, when it ends. */
export type QueryInsight = (operations: readonly Operation[], request: RequestState) => void;

let insight: QueryInsight | undefined;

/** Undefined where nobody looks. What looks is loaded with the first request that asks for much. */
export const queryInsight = (): QueryInsight | undefined => {
  if (insight) return insight;
  const start = databaseInsight();
  if (!start) return undefined;
  let chunk: typeof import('./report-findings.ts') | undefined;
  insight = (operations, request) => {
    chunk ??= start.load<typeof import('./report-findings.ts')>('./insight/report-findings.js');
    chunk.reportFindings(operations, request);
  };
  return insight;
};
