import type { Dashboard } from './dashboard.ts';

/**
 * How dashboards count events. `exact` needs the selector `anchored`, for which Prometheus 3 wants the flag
 * `--enable-feature=promql-extended-range-selectors`; without it, and in Thanos, such a query is an error.
 * `estimated` needs nothing: what was counted before the first sample of a range and after its last is extrapolated.
 */
export type DashboardCounts = 'exact' | 'estimated';

/** What panels say of exact counts, and what is so of estimated ones. */
const WORDS = [
  ['] anchored', ']'],
  [
    'Exact: measured in the SDK before any sampling, and nothing is extrapolated.',
    'Measured in the SDK before any sampling; what lies before the first sample and after the last is estimated.',
  ],
  [', exactly', ', estimated'],
] as const;

/** The dashboard as Grafana has it. */
export const dashboardModel = ({ build }: Pick<Dashboard, 'build'>, counts: DashboardCounts): object => {
  if (counts === 'exact') return build();
  const text = WORDS.reduce(
    (all, [exact, estimated]) => all.replaceAll(exact, estimated),
    JSON.stringify(build()),
  );
  return JSON.parse(text);
};
