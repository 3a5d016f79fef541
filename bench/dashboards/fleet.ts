import { METRICS, type Metric } from '../../src/monitoring/index.ts';
import { keyValues } from '../../test/collector/otlp-request.ts';
import { nanos } from '../../test/monitoring/otlp-metrics.ts';
import { asOtlp } from '../../test/monitoring/seed.ts';

/** Upper bounds of HTTP durations in seconds, as the conventions advise and the SDK has them. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
/** Values of the label `le`. */
export const LE = [...BOUNDS.map((bound) => (Number.isInteger(bound) ? `${bound}.0` : `${bound}`)), '+Inf'];

/** One endpoint in so many answers with errors too. */
const FAILING = 10;
const ADDRESSES = 3;
const QUERIES = 5;

export interface Fleet {
  readonly services: number;
  readonly endpoints: number;
}

export const ENVIRONMENT = 'production';
export const jobOf = (service: number): string => `shop/service-${String(service).padStart(3, '0')}`;
export const routeOf = (endpoint: number): string => `/resources-${endpoint}/{id}`;
export const methodOf = (endpoint: number): string => (endpoint % 3 === 0 ? 'POST' : 'GET');

/** A fixed number from 0 to 1 for numbers that stand for something: the same in every run. */
export const chance = (...numbers: readonly number[]): number => {
  let state = 0x9e3779b9;
  for (const number of numbers) state = Math.imul(state ^ (number + 0x7f4a7c15), 0x85ebca6b) ^ (state >>> 13);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
};

/** Requests a second of an endpoint: most have few, some have many. */
const rateOf = (service: number, endpoint: number): number => 0.1 + 20 * chance(service, endpoint) ** 4;

/** How `count` durations are spread over the buckets, around a middle of their own. */
const bucketCounts = (count: number, middle: number): string[] => {
  const shares = [...BOUNDS, 20].map((_, index) => Math.exp(-(((index - middle) / 1.5) ** 2)));
  const all = shares.reduce((sum, share) => sum + share, 0);
  const upTo = shares.map((_, index) =>
    Math.floor((count * shares.slice(0, index + 1).reduce((sum, share) => sum + share, 0)) / all),
  );
  upTo[upTo.length - 1] = count;
  return upTo.map((below, index) => String(below - (upTo[index - 1] ?? 0)));
};

interface Moment {
  readonly startMillis: number;
  readonly nowMillis: number;
}

const point = (
  attributes: Readonly<Record<string, unknown>>,
  { startMillis, nowMillis }: Moment,
  perSecond: number,
  middle: number,
): object => {
  const count = Math.floor(((nowMillis - startMillis) / 1_000) * perSecond);
  return {
    attributes: keyValues(attributes),
    startTimeUnixNano: nanos(startMillis),
    timeUnixNano: nanos(nowMillis),
    count: String(count),
    sum: (count * 2 ** middle) / 1_000,
    explicitBounds: BOUNDS,
    bucketCounts: bucketCounts(count, middle),
  };
};

const histogram = ({ name, unit }: Metric, dataPoints: readonly object[]): object => ({
  name,
  unit,
  histogram: { aggregationTemporality: 2, dataPoints },
});

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index);

const requestPoints = (service: number, { endpoints }: Fleet, moment: Moment, more: object = {}): object[] =>
  numbers(endpoints).flatMap((endpoint) => {
    const attributes = {
      'http.request.method': methodOf(endpoint),
      'http.route': routeOf(endpoint),
      'url.scheme': 'http',
      'network.protocol.version': '1.1',
      ...more,
    };
    const perSecond = rateOf(service, endpoint);
    const middle = 2 + 6 * chance(endpoint, service, 1);
    const ok = point({ ...attributes, 'http.response.status_code': 200 }, moment, perSecond, middle);
    if (chance(service, endpoint, 2) * FAILING >= 1) return [ok];
    const failed = { ...attributes, 'http.response.status_code': 500, 'error.type': '500' };
    return [ok, point(failed, moment, perSecond * 0.02, middle)];
  });

const MANY: readonly Metric[] = [
  METRICS.httpServerRequestDuration,
  METRICS.httpClientRequestDuration,
  METRICS.dbClientOperationDuration,
  METRICS.spanDuration,
];

/** Every metric that a service sends, as one OTLP request; the same numbers for the same moment. */
export const serviceRequest = (service: number, fleet: Fleet, moment: Moment): object => {
  const [namespace, name] = jobOf(service).split('/');
  const rare = Object.values<Metric>(METRICS).filter(
    (metric) => metric.origin === 'SDK' && !MANY.includes(metric),
  );
  const seconds = (moment.nowMillis - moment.startMillis) / 1_000;
  return {
    resourceMetrics: [
      {
        resource: {
          attributes: keyValues({
            'service.namespace': namespace,
            'service.name': name,
            'service.instance.id': `${name}-a`,
            'service.version': '1.2.3',
            'deployment.environment.name': ENVIRONMENT,
          }),
        },
        scopeMetrics: [
          {
            scope: { name: 'fleet' },
            metrics: [
              histogram(METRICS.httpServerRequestDuration, requestPoints(service, fleet, moment)),
              histogram(
                METRICS.spanDuration,
                requestPoints(service, fleet, moment, {
                  'span.kind': 'SPAN_KIND_SERVER',
                  'span.name': 'GET',
                }),
              ),
              histogram(
                METRICS.httpClientRequestDuration,
                numbers(ADDRESSES).map((address) =>
                  point(
                    {
                      'http.request.method': 'GET',
                      'http.response.status_code': 200,
                      'server.address': `service-${(service + address + 1) % fleet.services}.shop`,
                      'server.port': 80,
                    },
                    moment,
                    2,
                    4,
                  ),
                ),
              ),
              histogram(
                METRICS.dbClientOperationDuration,
                numbers(QUERIES).map((query) =>
                  point(
                    {
                      'db.system.name': 'postgresql',
                      'db.operation.name': query % 2 ? 'SELECT' : 'UPDATE',
                      'db.collection.name': `table_${query}`,
                      'db.query.summary': `${query % 2 ? 'SELECT' : 'UPDATE'} table_${query}`,
                    },
                    moment,
                    3,
                    2 + query / 2,
                  ),
                ),
              ),
              ...rare.map((metric) => asOtlp(metric, { ...moment, count: Math.floor(seconds * 5) })),
            ],
          },
        ],
      },
    ],
  };
};
