import { isAllInterfaces } from '../../lint/endpoint.ts';
import { allowed, type Part } from '../part.ts';
import { isOpen } from '../receiver.ts';
import { quote } from '../redaction/ottl.ts';
import { type Browsers, DEFAULTS, type Listen, withDefaults } from '../topology.ts';
import { enrichmentProcessor } from './enrichment.ts';
import { webMetricsConnector } from './metrics.ts';
import { metricAttributesProcessor, pagesProcessor } from './pages.ts';

/** The key of the application that pages show; it is public, and keeps out who does not even read the page. */
const KEY_VARIABLE = 'RUM_API_KEY';
const KEY_HEADER = 'x-api-key';

const RECEIVER = 'otlp/browsers';
const AUTH = 'bearertokenauth/browsers';
const FORWARD = 'forward/browsers';
const CONNECTOR = 'signal_to_metrics/browsers';
const TO_CUMULATIVE = 'deltatocumulative/browsers';

/** Twice what the page sends at once. */
export const MOST_BODY_BYTES = 131_072;

/** Where pipelines of services end, those of pages do too. */
interface BrowserEnds {
  readonly traces: readonly string[];
  readonly logs: readonly string[];
  /** None: then no metrics are made. */
  readonly metrics: readonly string[];
}

export interface BrowserFlow {
  readonly browsers: Browsers;
  readonly head: readonly string[];
  readonly redaction: { readonly traces: readonly string[]; readonly logs: readonly string[] };
  readonly ends: BrowserEnds;
  /** Metrics that are made are sent as cumulative sums. */
  readonly isCumulative: boolean;
  readonly interval: string;
  readonly tenantAttribute?: string;
  /** Of the receiver, where it is reached over the network. */
  readonly tls?: Listen['tls'];
}

const filterOf = (services: readonly string[]): Part => {
  const isStranger = services
    .map((service) => `resource.attributes["service.name"] != ${quote(service)}`)
    .join(' and ');
  return {
    config: {
      processors: {
        'filter/browsers': {
          error_mode: 'ignore',
          trace_conditions: [isStranger],
          log_conditions: [isStranger],
        },
      },
    },
    comments: [
      [
        ['processors', 'filter/browsers'],
        'Nobody speaks in the name of a service from outside: only of these.',
      ],
    ],
  };
};

/** On loopback a proxy of the same machine is before it. */
export const hasBrowsersTls = (
  { listen = DEFAULTS.browsersListen }: Browsers,
  { tls }: Listen = {},
): boolean => tls !== undefined && isOpen(listen);

const receiverOf = ({ origins, listen = DEFAULTS.browsersListen }: Browsers, tls: Listen['tls']): Part => {
  const http = ['receivers', RECEIVER, 'protocols', 'http'];
  return {
    config: {
      extensions: { [AUTH]: { header: KEY_HEADER, scheme: '', token: `\${env:${KEY_VARIABLE}}` } },
      receivers: {
        [RECEIVER]: {
          protocols: {
            http: {
              endpoint: listen,
              ...(tls && { tls: { cert_file: tls.certFile, key_file: tls.keyFile, min_version: '1.2' } }),
              auth: { authenticator: AUTH },
              cors: {
                allowed_origins: origins,
                allowed_headers: ['content-type', KEY_HEADER],
                exposed_headers: ['Retry-After'],
                max_age: 7200,
              },
              include_metadata: true,
              max_request_body_size: MOST_BODY_BYTES,
            },
          },
        },
      },
      service: { extensions: [AUTH] },
    } as unknown as Part['config'] & object,
    comments: [
      [
        ['extensions', AUTH],
        'Pages show the key of their application. It is public: limits are the proxy’s.',
      ],
      [['receivers', RECEIVER], 'For pages: JSON over HTTP, from the listed origins.'],
      [
        [...http, 'include_metadata'],
        'The header of the browser and the country that a proxy says are read, and then forgotten.',
      ],
      ...(isOpen(listen) && !tls
        ? [[[...http, 'auth'], allowed('auth-without-tls', 'asked for: the key is public')] as const]
        : []),
      ...(isAllInterfaces(withDefaults(listen))
        ? [[[...http, 'endpoint'], allowed('listening-on-all-interfaces', 'asked for')] as const]
        : []),
    ],
    variables: [{ name: KEY_VARIABLE, doc: 'key of the application, as pages show it: x-api-key' }],
  };
};

/** Metrics of pages: made of batches, one after the other, because sums that arrive out of order are lost. */
const metricsOf = (flow: BrowserFlow): Part => {
  const { browsers, ends, isCumulative, interval, tenantAttribute } = flow;
  const signals = [...(ends.logs.length > 0 ? ['logs'] : []), ...(ends.traces.length > 0 ? ['traces'] : [])];
  const { seriesLimit = DEFAULTS.browserSeries } = browsers;
  return {
    config: {
      processors: {
        'batch/browsers': { timeout: interval, send_batch_size: 8192, send_batch_max_size: 8192 },
        'transform/browser-metrics': metricAttributesProcessor(),
        'transform/browser-series': {
          error_mode: 'ignore',
          metric_statements: [
            {
              context: 'datapoint',
              statements: ['set(datapoint.start_time, datapoint.time - Duration("1s"))'],
            },
            {
              context: 'resource',
              statements: [
                'set(resource.attributes["service.instance.id"], resource.attributes["signal_to_metrics.service.instance.id"])',
                'delete_key(resource.attributes, "signal_to_metrics.service.instance.id")',
              ],
            },
          ],
        },
        ...(isCumulative && { [TO_CUMULATIVE]: { max_stale: '3m', max_streams: seriesLimit } }),
      },
      connectors: { [FORWARD]: null, [CONNECTOR]: webMetricsConnector(tenantAttribute) } as Record<
        string,
        unknown
      >,
      service: {
        pipelines: {
          ...Object.fromEntries(
            signals.map((signal) => [
              `${signal}/browser-metrics`,
              {
                receivers: [FORWARD],
                processors: ['batch/browsers', 'transform/browser-metrics'],
                exporters: [CONNECTOR],
              },
            ]),
          ),
          'metrics/browsers': {
            receivers: [CONNECTOR],
            processors: ['transform/browser-series', ...(isCumulative ? [TO_CUMULATIVE] : [])],
            exporters: ends.metrics,
          },
        },
      },
    },
    comments: [
      [
        ['processors', 'batch/browsers'],
        'One batch after the other: sums that arrive out of order would be lost.',
      ],
      [
        ['processors', 'transform/browser-series'],
        'A sum says when it began, so that Prometheus counts the first one too; and which Collector it is of.',
      ],
      ...(isCumulative
        ? [
            [
              ['processors', TO_CUMULATIVE],
              'Series of pages: more than these are dropped, and otelcol_deltatocumulative_datapoints_total counts them.',
              'One that is forgotten begins anew before Prometheus has lost sight of it (five minutes), so that counts stay exact.',
            ] as const,
          ]
        : []),
      [['connectors', CONNECTOR], 'Metrics of what pages say: vitals, views, sessions, errors, requests.'],
    ],
  };
};

/** Everything that takes data of pages, beside what takes data of services. */
export const browserParts = (flow: BrowserFlow): readonly Part[] => {
  const { browsers, head, redaction, ends } = flow;
  const { services = [], countryHeader = DEFAULTS.countryHeader, environment } = browsers;
  const isCounted = ends.metrics.length > 0;
  const before = [...head, ...(services.length > 0 ? ['filter/browsers'] : []), 'transform/browsers'];
  const pipeline = (processors: readonly string[], exporters: readonly string[]) => ({
    receivers: [RECEIVER],
    processors: [...before, ...processors],
    exporters: [...exporters, ...(isCounted ? [FORWARD] : [])],
  });
  return [
    receiverOf(browsers, flow.tls),
    ...(services.length > 0 ? [filterOf(services)] : []),
    {
      config: {
        processors: {
          'transform/browsers': enrichmentProcessor({ countryHeader, environment }),
          ...(ends.logs.length > 0 && { 'transform/pages': pagesProcessor() }),
        },
        service: {
          pipelines: {
            ...(ends.traces.length > 0 && { 'traces/browsers': pipeline(redaction.traces, ends.traces) }),
            ...(ends.logs.length > 0 && {
              'logs/browsers': pipeline([...redaction.logs, 'transform/pages'], ends.logs),
            }),
          },
        },
      },
      comments: [
        [
          ['processors', 'transform/browsers'],
          'Browser, its major version, kind of device and country; what they were read from is dropped, and so is every address.',
        ],
        ...(ends.logs.length > 0
          ? [
              [
                ['processors', 'transform/pages'],
                'After redaction: the pattern of the page and the group of an error, where the page does not say them.',
              ] as const,
            ]
          : []),
      ],
    },
    ...(isCounted ? [metricsOf(flow)] : []),
  ];
};
