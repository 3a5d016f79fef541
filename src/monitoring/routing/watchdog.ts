import { type Links, LOCAL_LINKS } from '../render-alerts.ts';
import { toYaml } from '../to-yaml.ts';

/** The alert that always fires: where it does not arrive, no other would either. */
export const WATCHDOG = { id: 'watchdog', name: 'Watchdog' } as const;

const SOURCE = 'src/monitoring/routing/watchdog.ts';

const annotations = ({ runbookUrl, grafanaUrl }: Links) => ({
  summary: 'Alerts get through',
  description:
    'This alert always fires. A dead man’s switch that does not hear of it for some minutes tells that alerts are not sent.',
  runbook_url: `${runbookUrl}/${WATCHDOG.id}.md`,
  dashboard_url: `${grafanaUrl}/d/alerts`,
});

export const watchdogLabels = { severity: 'none', team: 'platform', tier: 'pipeline' };

export const watchdogGroup = (links: Links = LOCAL_LINKS): object => ({
  name: WATCHDOG.id,
  rules: [
    { alert: WATCHDOG.name, expr: 'vector(1)', labels: watchdogLabels, annotations: annotations(links) },
  ],
});

export const renderWatchdogRule = (links?: Links): string =>
  toYaml({ groups: [watchdogGroup(links)] }, SOURCE);

const EXTERNAL_URL = 'http://prometheus.test';

export const renderWatchdogTest = (links: Links = LOCAL_LINKS): string => {
  const { runbook_url, ...rest } = annotations(links);
  const expected = {
    exp_labels: watchdogLabels,
    exp_annotations: { ...rest, runbook_url: runbook_url.replace('{{ $externalURL }}', EXTERNAL_URL) },
  };
  return toYaml(
    {
      rule_files: [`../rules/${WATCHDOG.id}.yaml`],
      evaluation_interval: '1m',
      tests: [
        {
          name: 'watchdog: fires without any data, and goes on',
          interval: '1m',
          external_url: EXTERNAL_URL,
          alert_rule_test: ['0m', '1d'].map((time) => ({
            eval_time: time,
            alertname: WATCHDOG.name,
            exp_alerts: [expected],
          })),
        },
      ],
    },
    SOURCE,
  );
};

export const watchdogRunbook = `# Watchdog

Always fires. It goes to a dead man’s switch: a service that expects to hear of it every minute, and calls somebody where it does
not. With \`watchdog\` in [routing.yaml](../routing.md) Alertmanager sends it; without, it is shown and sent nowhere.

## Check, where the dead man’s switch calls

- Does Prometheus run, and does its page “Alerts” show Watchdog as firing?
- Does Alertmanager run, and does its page show Watchdog?
- What does Alertmanager’s log say of the receiver: an address that changed, a proxy, a certificate?

## First actions

- Restart what is down, Prometheus first.
- Until it works again, look at the dashboards yourself: nobody is told of anything.

<!-- Written by \`npm run generate\` from ${SOURCE}. -->
`;
