import type { RecordedMetric } from './recording.ts';
import { failingCallers, failingCalls, slowCallers, slowCalls } from './recordings/dependencies.ts';

/** Longer than the rates of alerts look back, so that the label does not end before the alert. */
const WINDOW = '10m';

/** The dependency that most services have trouble with, of those in trouble that this one asks. */
const worst = (
  dependencies: RecordedMetric,
  calls: RecordedMetric,
  [environment, matchers, window]: readonly [environment: string, matchers: string, window: string],
) =>
  `topk(1, last_over_time(${dependencies.metric.prometheusName}{${environment}}[${window}]) and on (server_address) ` +
  `last_over_time(${calls.metric.prometheusName}{${matchers}}[${window}]))`;

/**
 * The label `dependency` of an alert rule: what its service and most others ask, and have trouble with. With it one
 * alert about a dependency mutes those of everybody who asks it. Of several in trouble, one that fails before one that is slow.
 */
export const dependencyLabel = (
  labels: readonly string[],
  window = WINDOW,
): { readonly dependency: string } => {
  const known = ['job', 'deployment_environment_name', 'server_address'].filter((label) =>
    labels.includes(label),
  );
  const matchers = known.map((label) => `${label}=%q`).join(',');
  const selected = ['deployment_environment_name=%q', matchers, window] as const;
  const query = [worst(failingCallers, failingCalls, selected), worst(slowCallers, slowCalls, selected)].join(
    ' or ',
  );
  const values = ['deployment_environment_name', ...known].map((label) => `$labels.${label}`).join(' ');
  return {
    dependency: `{{ with printf \`${query}\` ${values} ${values} | query }}{{ . | first | label "server_address" }}{{ end }}`,
  };
};
