import type { Tier } from './alert.ts';

/** By which of these the series of an alert are told apart, as far as the alert has them. */
const IDENTITY = ['job', 'instance', 'deployment_environment_name'] as const;

/** A template that gives one label of the only series of a query, and nothing where there are several or none. */
const labelOfOnly = (label: string, query: string, values: readonly string[]): string =>
  `{{ with printf \`${query}\` ${values.join(' ')} | query }}{{ if eq (len .) 1 }}{{ . | first | label "${label}" }}{{ end }}{{ end }}`;

/**
 * The label `host` of an alert rule: the machine that it is about, or the only one that its service ran on. With it a
 * machine that is down mutes what it takes with it. Replicas elsewhere give no label: such a service ought to live on.
 *
 * A machine that is down sends nothing about itself, so what was known within `window` counts.
 */
export const hostLabel = (
  tier: Tier,
  labels: readonly string[],
  window = tier === 'host' ? '1d' : '1h',
): { readonly host?: string } => {
  if (tier === 'host')
    return {
      host: labelOfOnly(
        'nodename',
        `group by (nodename) (last_over_time(node_uname_info{instance=%q}[${window}]))`,
        ['$labels.instance'],
      ),
    };
  // The labels of what an SDK sends; parts of the stack are scraped and have no target_info.
  if (!labels.includes('job') || !labels.includes('deployment_environment_name')) return {};
  const identity = IDENTITY.filter((label) => labels.includes(label));
  const matchers = identity.map((label) => `${label}=%q`).join(',');
  return {
    host: labelOfOnly(
      'host_name',
      `group by (host_name) (last_over_time(target_info{${matchers},host_name!=""}[${window}]))`,
      identity.map((label) => `$labels.${label}`),
    ),
  };
};
