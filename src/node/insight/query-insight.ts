import type { Operation } from '../../core/insight/operation.ts';
import type { Settings } from '../../core/settings/index.ts';
import type { RequestState } from '../http/request-state.ts';
import { type LoadChunk, quietly } from '../load-chunk.ts';

/** Looks at what a request asked its databases, when it ends. */
export type QueryInsight = (operations: readonly Operation[], request: RequestState) => void;

let insight: QueryInsight | undefined;

/** Undefined where nobody looks. */
export const queryInsight = (): QueryInsight | undefined => insight;

/** What looks is loaded with the first request that asks for much. */
export const startQueryInsight = ({ databaseInsight }: Settings, load: LoadChunk): void => {
  if (!databaseInsight) return;
  let chunk: typeof import('./report-findings.ts') | undefined;
  insight = (operations, request) => {
    chunk ??= quietly(() => load<typeof import('./report-findings.ts')>('./insight/report-findings.js'));
    chunk.reportFindings(operations, request);
  };
};
