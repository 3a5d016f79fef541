import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, row } from '../grafana/layout.ts';
import { recordCounts, records, serviceVariable, streamVariable } from '../grafana/logs.ts';

/**
 * Loki knows a service by its name without the namespace, so `service` of the other dashboards is none of its values; the
 * environment and the instance are the same here and there.
 */
const SELECTED =
  '{service_name=~"$log_service",deployment_environment_name=~"$environment",service_instance_id=~"$instance"}';
const SEARCHED = `${SELECTED} |~ "(?i)$search"`;
const ERRORS = `${SELECTED} | severity_text =~ "(?i)error|fatal"`;

/** Tall: it is read line by line. */
const PAGE = 18;

export const dashboard = createDashboard({
  id: 'logs',
  audience: 'services',
  title: 'Logs',
  description: 'What services log, redacted; each record leads to its trace',
  about: {},
  asksOnly: 'loki',
  variables: () => [
    streamVariable('environment', 'Environment', 'deployment_environment_name'),
    serviceVariable(),
    streamVariable('instance', 'Instance', 'service_instance_id'),
  ],
  search: { name: 'search', title: 'Text' },
  from: 'now-1h',
  rows: [
    row(
      CHART,
      recordCounts(
        { title: 'Records', description: 'Records by their severity.' },
        `sum by (severity_text) (count_over_time(${SEARCHED} [$__auto]))`,
        '{{severity_text}}',
      ),
      recordCounts(
        { title: 'Errors by service', description: 'Records with severity ERROR and FATAL.' },
        `sum by (service_name) (count_over_time(${ERRORS} [$__auto]))`,
        '{{service_name}}',
      ),
    ),
    row(
      PAGE,
      records(
        {
          title: 'Newest records',
          description: 'The newest records with the text. Open one for its attributes and its trace.',
        },
        SEARCHED,
      ),
    ),
  ],
});
