import type { Outcome } from './run-case.ts';

/** The outcomes as data. */
export const plainOutcomes = (outcomes: readonly Outcome[], collector: string, version: string) => ({
  ok: outcomes.every(({ status }) => status === 'passed'),
  collector: { path: collector, version },
  cases: outcomes.map(
    ({ testCase, status, durationMillis, failures, error, received, shortened, folder }) => ({
      file: testCase.place.file,
      line: testCase.place.line,
      name: testCase.name,
      status,
      durationMillis: Math.round(durationMillis),
      ...(error !== undefined && { error }),
      ...(folder !== undefined && { folder }),
      shortened: shortened.map(({ id, path, beforeMillis, afterMillis }) => ({
        id,
        path,
        beforeMillis,
        afterMillis,
      })),
      failures: failures.map(({ place, message, differences }) => ({ ...place, message, differences })),
      received: received.map(({ output, items }) => ({ ...output, items: items.length })),
    }),
  ),
});
