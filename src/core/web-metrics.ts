/** A metric that the Collector makes of what pages send. */
export interface WebMetric {
  readonly name: string;
  readonly type: 'counter' | 'histogram';
  /** UCUM. */
  readonly unit: string;
  readonly description: string;
  readonly when: string;
  readonly attributes: readonly string[];
}

/** Where a page was shown: the pattern of its route, and on what. */
const PAGE = ['url.template', 'binnacle.device.class'] as const;

const WITH_BROWSER = [...PAGE, 'user_agent.name'] as const;

const vital = <const Name extends string>(name: Name, unit: 's' | '1', description: string) =>
  ({
    name: `browser.web_vital.${name}`,
    type: 'histogram',
    unit,
    description,
    when: 'browsers report it',
    attributes: PAGE,
  }) as const;

const OF_ALL = 'Of all sessions, scaled up where the page keeps a share of them and says which.';

/**
 * What dashboards and alerts know of pages. The generated Collector makes them and the catalogue of metrics has them:
 * neither knows the other.
 */
export const WEB_METRICS = {
  webVitalLcp: vital('lcp', 's', 'Largest Contentful Paint.'),
  webVitalInp: vital('inp', 's', 'Interaction to Next Paint.'),
  webVitalCls: vital('cls', '1', 'Cumulative Layout Shift.'),
  webVitalFcp: vital('fcp', 's', 'First Contentful Paint.'),
  webVitalTtfb: vital('ttfb', 's', 'Time to First Byte.'),
  webViews: {
    name: 'browser.views',
    type: 'counter',
    unit: '{view}',
    description:
      'Views that have ended: success (loaded in the budget, without an error), error, slow, or abandoned before it had loaded. ' +
      OF_ALL,
    when: 'pages are viewed',
    attributes: [...WITH_BROWSER, 'browser.view.outcome'],
  },
  webViewLoad: {
    name: 'browser.view.load',
    type: 'histogram',
    unit: 's',
    description: 'How long views took to load.',
    when: 'pages are viewed',
    attributes: PAGE,
  },
  webSessions: {
    name: 'browser.sessions',
    type: 'counter',
    unit: '{session}',
    description: `Sessions that have begun. ${OF_ALL}`,
    when: 'pages are viewed',
    attributes: ['binnacle.device.class', 'user_agent.name', 'user_agent.version', 'geo.country.iso_code'],
  },
  webErrors: {
    name: 'browser.errors',
    type: 'counter',
    unit: '{error}',
    description: 'Errors of pages, by group.',
    when: 'there was an error',
    attributes: [...PAGE, 'browser.error.kind', 'error.type', 'binnacle.error.fingerprint'],
  },
  webResourceFailures: {
    name: 'browser.resource.failures',
    type: 'counter',
    unit: '{resource}',
    description: 'Images, scripts, styles and frames that could not be loaded.',
    when: 'one could not be loaded',
    attributes: [...PAGE, 'browser.resource.type', 'server.address'],
  },
  webRequests: {
    name: 'browser.request.duration',
    type: 'histogram',
    unit: 's',
    description: 'Requests that pages make with fetch and XMLHttpRequest, of the traces that are kept.',
    when: 'pages make requests',
    attributes: [
      'http.request.method',
      'server.address',
      'browser.request.template',
      'http.response.status_code',
      'error.type',
    ],
  },
  webFrustrations: {
    name: 'browser.frustrations',
    type: 'counter',
    unit: '{click}',
    description: `Clicks that annoyed: rage, dead, or followed by an error. ${OF_ALL}`,
    when: 'somebody was annoyed',
    attributes: [...PAGE, 'browser.frustration.type', 'browser.element'],
  },
  webFunnelSteps: {
    name: 'browser.funnel.steps',
    type: 'counter',
    unit: '{step}',
    description: `Steps of funnels that were reached: events with \`funnel.step\`, by their name. ${OF_ALL}`,
    when: 'the page tracks steps',
    attributes: ['browser.funnel.name', 'funnel.step', 'binnacle.device.class'],
  },
} as const satisfies Readonly<Record<string, WebMetric>>;

export type WebMetricKey = keyof typeof WEB_METRICS;
