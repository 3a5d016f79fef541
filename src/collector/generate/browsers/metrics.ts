import { WEB_METRICS, type WebMetric, type WebMetricKey } from '../../../core/web-metrics.ts';
import { weightValue } from './weight.ts';

/** How a metric is made of a record: which of them count, and what is measured. */
interface Making {
  readonly from: 'logs' | 'spans';
  readonly where: string;
  /** Of a histogram. */
  readonly value?: string;
  /** Only kept sessions send it: it counts for those that are not kept too. Errors are always sent. */
  readonly isOfKept?: boolean;
  readonly buckets?: readonly number[];
}

const event = (name: string): string => `log.event_name == "browser.${name}"`;

/** Of one page view a vital counts once: what is told again when it has grown does not. */
const vital = (name: string, buckets: readonly number[], scale = ' / 1000'): Making => ({
  from: 'logs',
  where: [
    event('web_vital'),
    `log.attributes["browser.web_vital.name"] == "${name}"`,
    'Double(log.attributes["browser.web_vital.delta"]) == Double(log.attributes["browser.web_vital.value"])',
  ].join(' and '),
  value: `Double(log.attributes["browser.web_vital.value"])${scale}`,
  buckets,
});

const LOAD_BUCKETS = [0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 6, 8, 12, 20, 40];

/** The thresholds of each vital are bounds, so that the share of good ones is exact: https://web.dev/articles/vitals */
const MAKINGS: Readonly<Record<WebMetricKey, Making>> = {
  webVitalLcp: vital('lcp', [0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 20]),
  webVitalInp: vital('inp', [0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 5]),
  webVitalCls: vital('cls', [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1], ''),
  webVitalFcp: vital('fcp', [0.25, 0.5, 0.75, 1, 1.4, 1.8, 2.4, 3, 4, 6, 10, 20]),
  webVitalTtfb: vital('ttfb', [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.5, 4, 8]),
  webViews: { from: 'logs', where: event('view'), isOfKept: true },
  webViewLoad: {
    from: 'logs',
    where: `${event('view')} and log.attributes["browser.view.load"] != nil`,
    value: 'Double(log.attributes["browser.view.load"]) / 1000',
    buckets: LOAD_BUCKETS,
  },
  webSessions: { from: 'logs', where: 'log.event_name == "session.start"', isOfKept: true },
  webErrors: {
    from: 'logs',
    where: 'log.attributes["browser.error.kind"] != nil',
  },
  webResourceFailures: { from: 'logs', where: event('resource_error') },
  webRequests: {
    from: 'spans',
    where: 'span.kind == SPAN_KIND_CLIENT and span.attributes["http.request.method"] != nil',
    value: 'Seconds(span.end_time - span.start_time)',
    buckets: [0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 30],
  },
  webFrustrations: { from: 'logs', where: event('frustration'), isOfKept: true },
  webFunnelSteps: { from: 'logs', where: 'log.attributes["funnel.step"] != nil', isOfKept: true },
};

/** What of the resource the metrics have; an instance of a page has no series of its own. */
const RESOURCE = ['service.name', 'service.namespace', 'service.version', 'deployment.environment.name'];

const optional = (keys: readonly string[]): object[] => keys.map((key) => ({ key, optional: true }));

const metricOf = ([key, metric]: [string, WebMetric], resource: readonly object[]): object => {
  const { where, value, buckets, isOfKept = false } = MAKINGS[key as WebMetricKey];
  const { name, unit, description, attributes } = metric;
  return {
    name,
    unit,
    description,
    include_resource_attributes: resource,
    attributes: optional(attributes),
    conditions: [where],
    ...(metric.type === 'histogram'
      ? { histogram: { buckets, value } }
      : { sum: { value: isOfKept ? weightValue : '1', monotonic: true } }),
  };
};

/**
 * The `signal_to_metrics` connector.
 * @param tenantAttribute of the resource, by which metrics are told apart behind it
 */
export const webMetricsConnector = (tenantAttribute?: string): object => {
  const resource = optional([...RESOURCE, ...(tenantAttribute === undefined ? [] : [tenantAttribute])]);
  const of = (from: Making['from']): object[] =>
    Object.entries<WebMetric>(WEB_METRICS)
      .filter(([key]) => MAKINGS[key as WebMetricKey].from === from)
      .map((metric) => metricOf(metric, resource));
  return { error_mode: 'ignore', logs: of('logs'), spans: of('spans') };
};
