import { METRICS } from '../catalogue/index.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row, TABLE } from '../grafana/layout.ts';
import { lines, type PanelText, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { dashboardPath, table } from '../grafana/table.ts';
import { labelVariable } from '../grafana/variables.ts';
import type { Metric } from '../metric.ts';
import { quantile, sum } from '../promql/aggregate.ts';
import { orZero, share } from '../promql/arithmetic.ts';
import { above, measured } from '../promql/condition.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { bucketsOf, countOf, series } from '../promql/select.ts';
import type { Matchers, Vector } from '../promql/vector.ts';
import { WEB_VITALS } from '../web-vitals.ts';

const OF_SERVICE = {
  deployment_environment_name: { pattern: '$environment' },
  job: { pattern: '$service' },
} as const;
const ON_DEVICE = { ...OF_SERVICE, binnacle_device_class: { pattern: '$device' } } as const;
const SELECTED = { ...ON_DEVICE, url_template: { pattern: '$page' } } as const;

/** What 75 % of the observations are below, exact to the bucket. */
const p75 = <Label extends string, By extends Label = never>(
  metric: Metric<'histogram', Label>,
  filter: Matchers<NoInfer<Label>>,
  range: string,
  by: readonly By[] = [],
): Vector<By> => {
  const grow = range === RANGE ? exactIncrease : anchoredRate;
  const buckets = sum<Label | 'le', By | 'le'>(
    grow(bucketsOf(metric, filter as Matchers<Label | 'le'>), range),
    [...by, 'le'],
  );
  return measured(quantile(0.75, buckets)) as Vector<By>;
};

type ViewLabel = (typeof METRICS.webViews.labels)[number];
const viewsIn = <By extends ViewLabel = never>(by: readonly By[] = [], more: Matchers<ViewLabel> = {}) =>
  sum(exactIncrease(series(METRICS.webViews, { ...SELECTED, ...more }), RANGE), by);
const ERROR = { browser_view_outcome: 'error' } as const;
const SUCCESS = { browser_view_outcome: 'success' } as const;

type ErrorLabel = (typeof METRICS.webErrors.labels)[number];
const errorsIn = <By extends ErrorLabel = never>(by: readonly By[] = []) =>
  sum(exactIncrease(series(METRICS.webErrors, SELECTED), RANGE), by);

const requests = METRICS.webRequests;
const REQUEST = ['http_request_method', 'server_address', 'browser_request_template'] as const;
const requestsIn = (more: Matchers<(typeof requests.labels)[number]> = {}) =>
  sum(exactIncrease(countOf(requests, { ...OF_SERVICE, ...more }), RANGE), REQUEST);

const PAGE = ['url_template'] as const;
const FRUSTRATION = ['url_template', 'browser_element', 'browser_frustration_type'] as const;
const GROUP = ['error_type', 'browser_error_kind', 'binnacle_error_fingerprint', 'url_template'] as const;
const RESOURCE = ['browser_resource_type', 'server_address', 'url_template'] as const;
const STEP_OF = ['browser_funnel_name', 'funnel_step'] as const;
const VISITOR = [
  'user_agent_name',
  'user_agent_version',
  'binnacle_device_class',
  'geo_country_iso_code',
] as const;

/** Of what only kept sessions send. */
const OF_ALL = 'Scaled up to all sessions where pages keep a share of them (`sampleRate`) and say which.';

const vitalText = ({ title, doc, unit, good, poor }: (typeof WEB_VITALS)[number]): PanelText => ({
  title: `${title}, p75`,
  unit,
  decimals: unit === 's' ? 2 : 3,
  description: `${doc} 75 % of the views were better. Good up to ${good}${unit === 's' ? ' s' : ''}, poor from ${poor}${unit === 's' ? ' s' : ''}.`,
  limits: [good, poor],
});

const byDevice = (vital: (typeof WEB_VITALS)[number]) =>
  lines(
    { ...vitalText(vital), title: `${vital.title} by device` },
    {
      vector: p75(vital.metric, SELECTED, STEP, ['binnacle_device_class']),
      legend: '{{binnacle_device_class}}',
    },
  );

const numbers = WEB_VITALS.map((vital) => stat(vitalText(vital), p75(vital.metric, SELECTED, RANGE)));
const core = WEB_VITALS.filter(({ isCore }) => isCore);

export const dashboard = createDashboard({
  id: 'web-experience',
  audience: 'services',
  title: 'Web experience',
  description:
    'What users of pages have: Core Web Vitals by page and device, errors, sessions, slow pages and requests, clicks that annoy',
  about: { environment: 'deployment_environment_name', service: 'job', page: 'url_template' },
  from: 'now-3h',
  variables: () => [
    labelVariable('environment', 'Environment', 'deployment_environment_name', series(METRICS.webViews)),
    labelVariable(
      'service',
      'Service',
      'job',
      series(METRICS.webViews, { deployment_environment_name: OF_SERVICE.deployment_environment_name }),
    ),
    labelVariable('page', 'Page', 'url_template', series(METRICS.webViews, OF_SERVICE)),
    labelVariable('device', 'Device', 'binnacle_device_class', series(METRICS.webViews, OF_SERVICE)),
  ],
  rows: [
    row(NUMBERS, ...numbers),
    row(
      NUMBERS,
      stat(
        {
          title: 'Sessions',
          unit: 'locale',
          description: `Sessions that began in the shown range, of all pages. ${OF_ALL}`,
        },
        orZero(sum(exactIncrease(series(METRICS.webSessions, ON_DEVICE), RANGE))),
      ),
      stat(
        {
          title: 'Page views',
          unit: 'locale',
          description: `Views that ended in the shown range. ${OF_ALL}`,
        },
        orZero(viewsIn()),
      ),
      stat(
        {
          title: 'Task success',
          unit: 'percentunit',
          description: 'Share of the views that had loaded in their budget and met no error.',
          limits: [0.95, 0.9],
        },
        share(viewsIn([], SUCCESS), viewsIn()),
      ),
      stat(
        {
          title: 'Views with errors',
          unit: 'percentunit',
          description: 'Share of the views in which there was an error.',
          limits: [0.01, 0.05],
        },
        share(viewsIn([], ERROR), viewsIn()),
      ),
      stat(
        {
          title: 'Errors',
          unit: 'locale',
          description: 'Errors of pages; those of all sessions.',
          limits: [1, 100],
        },
        orZero(errorsIn()),
      ),
      stat(
        {
          title: 'Frustrated clicks',
          unit: 'locale',
          description: `Clicks in anger, without effect, or followed by an error. ${OF_ALL}`,
          limits: [1, 100],
        },
        orZero(sum(exactIncrease(series(METRICS.webFrustrations, SELECTED), RANGE))),
      ),
    ),
    row(CHART, ...core.map(byDevice)),
    row(
      CHART,
      lines(
        {
          title: 'Views by outcome',
          unit: 'cps',
          description:
            'Views a second: loaded in the budget without an error (success), slow, with an error, or left before they had loaded. ' +
            OF_ALL,
        },
        {
          vector: sum(anchoredRate(series(METRICS.webViews, SELECTED), STEP), ['browser_view_outcome']),
          legend: '{{browser_view_outcome}}',
        },
      ),
      lines(
        { title: 'Errors by kind', unit: 'cps', description: 'Errors a second, by how they came to light.' },
        {
          vector: sum(anchoredRate(series(METRICS.webErrors, SELECTED), STEP), ['browser_error_kind']),
          legend: '{{browser_error_kind}}',
        },
      ),
      lines(
        {
          title: 'Load of documents',
          unit: 's',
          description:
            'From the start of the navigation to the end of the load event, of all pages: 75 % were faster. The dots lead to traces, which go on in the server.',
        },
        {
          vector: p75(METRICS.spanDuration, { ...OF_SERVICE, span_name: 'documentLoad' }, STEP),
          legend: 'p75',
          exemplar: true,
        },
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Pages',
          description: `The pages of the shown range; the slowest are found by sorting. Views: ${OF_ALL}`,
          link: { title: 'Only this page', url: dashboardPath('web-experience', { page: 'url_template' }) },
        },
        { url_template: 'Page' },
        [
          { title: 'Views', unit: 'locale', decimals: 0, vector: viewsIn(PAGE) },
          ...core.map(({ title, metric, unit, good, poor }) => ({
            title,
            unit,
            decimals: unit === 's' ? 2 : 3,
            limits: [good, poor] as const,
            vector: p75(metric, SELECTED, RANGE, PAGE),
          })),
          { title: 'Load', unit: 's', decimals: 2, vector: p75(METRICS.webViewLoad, SELECTED, RANGE, PAGE) },
          {
            title: 'Success',
            unit: 'percentunit',
            decimals: 1,
            limits: [0.95, 0.9],
            vector: share(viewsIn(PAGE, SUCCESS), viewsIn(PAGE)),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Errors by group',
          description:
            'The fingerprint finds the log records of a group, with stacks and what happened before.',
        },
        {
          error_type: 'Error',
          browser_error_kind: 'Kind',
          binnacle_error_fingerprint: 'Fingerprint',
          url_template: 'Page',
        },
        [{ title: 'Errors', unit: 'locale', decimals: 0, vector: above(errorsIn(GROUP), 0) }],
      ),
      table(
        {
          title: 'Requests',
          description:
            'What pages ask servers for with fetch and XMLHttpRequest, of the traces that are kept.',
        },
        { http_request_method: 'Method', server_address: 'Server', browser_request_template: 'Path' },
        [
          {
            title: '75 % faster than',
            unit: 's',
            decimals: 2,
            vector: p75(requests, OF_SERVICE, RANGE, REQUEST),
          },
          { title: 'Requests', unit: 'locale', decimals: 0, vector: requestsIn() },
          {
            title: 'Failed',
            unit: 'percentunit',
            decimals: 2,
            vector: share(requestsIn({ error_type: { pattern: '.+' } }), requestsIn()),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Clicks that annoyed',
          description: `Rage: three in a second. Dead: nothing came of it. Error: that did. ${OF_ALL}`,
        },
        { url_template: 'Page', browser_element: 'Element', browser_frustration_type: 'How' },
        [
          {
            title: 'Clicks',
            unit: 'locale',
            decimals: 0,
            vector: above(
              sum(exactIncrease(series(METRICS.webFrustrations, SELECTED), RANGE), FRUSTRATION),
              0,
            ),
          },
        ],
      ),
      table(
        {
          title: 'Resources that failed',
          description: 'Images, scripts, styles and frames that could not be loaded.',
        },
        { browser_resource_type: 'Type', server_address: 'Server', url_template: 'Page' },
        [
          {
            title: 'Failures',
            unit: 'locale',
            decimals: 0,
            vector: above(
              sum(exactIncrease(series(METRICS.webResourceFailures, SELECTED), RANGE), RESOURCE),
              0,
            ),
          },
        ],
      ),
    ),
    row(
      TABLE,
      table(
        {
          title: 'Funnels',
          description: `How often each step was reached; where the next is reached less often, users give up. ${OF_ALL}`,
        },
        { browser_funnel_name: 'Funnel', funnel_step: 'Step' },
        [
          {
            title: 'Reached',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(series(METRICS.webFunnelSteps, ON_DEVICE), RANGE), STEP_OF),
          },
        ],
      ),
      table(
        { title: 'Visitors', description: `Sessions by browser, device and country. ${OF_ALL}` },
        {
          user_agent_name: 'Browser',
          user_agent_version: 'Version',
          binnacle_device_class: 'Device',
          geo_country_iso_code: 'Country',
        },
        [
          {
            title: 'Sessions',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(series(METRICS.webSessions, ON_DEVICE), RANGE), VISITOR),
          },
        ],
      ),
    ),
  ],
});
