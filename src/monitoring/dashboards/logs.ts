import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, row } from '../grafana/layout.ts';
import { recordCounts, records, streamVariable } from '../grafana/logs.ts';

const SELECTED = '{service_name=~"$log_service"}';
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
  variables: () => [streamVariable('log_service', 'Service', 'service_name')],
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
