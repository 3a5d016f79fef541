export interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** What is left for somebody to decide. */
  readonly left?: readonly string[];
  /** What is left keeps the Collector from starting. */
  readonly isRefused?: true;
}

const RECEIVERS = 'receivers: { otlp: { protocols: { grpc: { endpoint: 127.0.0.1:4317 } } } }\n';
const EXPORTERS = 'exporters: { debug: {} }\n';
const SERVICE = 'service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }\n';

/** With the parts that every configuration needs, where the text does not have them. */
export const wholeOf = (text: string): string => {
  const receivers = /^receivers:/m.test(text) ? '' : RECEIVERS;
  const exporters = /^exporters:/m.test(text) ? '' : EXPORTERS;
  const service = /^ {2}pipelines:|pipelines: \{/m.test(text) ? '' : SERVICE;
  if (service === '' || !/^service:/m.test(text)) return receivers + exporters + text + service;
  return `${receivers}${exporters}${text}  pipelines: { traces: { receivers: [otlp], exporters: [debug] } }\n`;
};

const NAMES = 'without_scope_info: true, without_type_suffix: true, without_units: true';

const reader = (host: string, port: number): string =>
  `[{ pull: { exporter: { prometheus: { host: "${host}", port: ${port}, ${NAMES} } } } }]`;

const BATCH_STAYS = 'sending_queue.batch of the exporters is what to use instead';

const WITHOUT_TIMEOUT = `processors: { batch: { timeout: 0s } }
exporters: { otlp_grpc: { endpoint: "a:1" } }
service: { pipelines: { traces: { receivers: [otlp], processors: [batch], exporters: [otlp_grpc] } } }
`;

export const CASES: readonly Case[] = [
  {
    name: 'renames with names behind the slash, comments and references',
    before: `exporters:
  # To the backend.
  otlphttp/backend: # here
    endpoint: http://127.0.0.1:4318
  debug: {}
connectors:
  spanmetrics: {}
processors: { resourcedetection/a: { detectors: [env] } }
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [resourcedetection/a]
      exporters:
        - otlphttp/backend # first
        - spanmetrics
    metrics: { receivers: [spanmetrics], exporters: [debug] }
`,
    after: `exporters:
  # To the backend.
  otlp_http/backend: # here
    endpoint: http://127.0.0.1:4318
  debug: {}
connectors:
  span_metrics: {}
processors: { resource_detection/a: { detectors: [env] } }
service:
  pipelines:
    traces:
      receivers: [otlp]
      processors: [resource_detection/a]
      exporters:
        - otlp_http/backend # first
        - span_metrics
    metrics: { receivers: [span_metrics], exporters: [debug] }
`,
  },
  {
    name: 'a receiver of the same name as an exporter keeps it',
    before: `exporters: { otlp: { endpoint: "127.0.0.1:14317" } }
service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp] } } }
`,
    after: `exporters: { otlp_grpc: { endpoint: "127.0.0.1:14317" } }
service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_grpc] } } }
`,
  },
  {
    name: 'an anchor is changed where it stands',
    before: `exporters: { otlp: { endpoint: "127.0.0.1:14317" } }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: &to [otlp] }
    logs: { receivers: [otlp], exporters: *to }
`,
    after: `exporters: { otlp_grpc: { endpoint: "127.0.0.1:14317" } }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: &to [otlp_grpc] }
    logs: { receivers: [otlp], exporters: *to }
`,
  },
  {
    name: 'a name that a variable gives is left',
    before: `exporters: { otlp: { endpoint: "127.0.0.1:14317" }, debug: {} }
service: { pipelines: { traces: { receivers: [otlp], exporters: ["\${env:TO:-otlp}", debug] } } }
`,
    after: `exporters: { otlp: { endpoint: "127.0.0.1:14317" }, debug: {} }
service: { pipelines: { traces: { receivers: [otlp], exporters: ["\${env:TO:-otlp}", debug] } } }
`,
    left: ['exporters.otlp: is now called "otlp_grpc"; change it by hand, and the variable at 0.yaml:2'],
  },
  {
    name: 'a name that is taken is left',
    before: `exporters: { otlphttp: { endpoint: "http://a:1" }, otlp_http: { endpoint: "http://b:1" } }
service: { pipelines: { traces: { receivers: [otlp], exporters: [otlphttp, otlp_http] } } }
`,
    after: `exporters: { otlphttp: { endpoint: "http://a:1" }, otlp_http: { endpoint: "http://b:1" } }
service: { pipelines: { traces: { receivers: [otlp], exporters: [otlphttp, otlp_http] } } }
`,
    left: ['exporters.otlphttp: is now called "otlp_http", a name that is taken here'],
  },
  ...(
    [
      ['127.0.0.1:8888', '127.0.0.1', 8888],
      ['":8889"', '', 8889],
      ['"[::1]:8888"', '::1', 8888],
    ] as const
  ).map(([address, host, port]) => ({
    name: `telemetry.metrics.address ${address}`,
    before: `service:\n  telemetry:\n    metrics:\n      # Scraped.\n      address: ${address}\n      level: basic\n`,
    after: `service:\n  telemetry:\n    metrics:\n      level: basic\n      # Scraped.\n      readers: ${reader(host, port)}\n`,
  })),
  {
    name: 'batch becomes sending_queue.batch',
    before: `processors:
  batch: { timeout: 1s, send_batch_size: 1000, send_batch_max_size: 2000 }
exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317 # near
  otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { num_consumers: 4 } }
service:
  pipelines:
    traces: { receivers: [otlp], processors: [batch], exporters: [otlp_grpc, otlp_http] }
`,
    after: `processors:
exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317 # near
    sending_queue: { batch: { flush_timeout: 1s, min_size: 1000, max_size: 2000, sizer: items } }
  otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { num_consumers: 4, batch: { flush_timeout: 1s, min_size: 1000, max_size: 2000, sizer: items } } }
service:
  pipelines:
    traces: { receivers: [otlp], processors: [], exporters: [otlp_grpc, otlp_http] }
`,
  },
  ...(
    [
      [
        'a pipeline without it',
        'otlp_grpc: { endpoint: "a:1" }',
        'batch',
        'otlp_grpc',
        ', logs: { receivers: [otlp], exporters: [otlp_grpc] }',
        'pipeline logs uses otlp_grpc without "batch"',
      ],
      ['an exporter without queue', 'debug: {}', 'batch', 'debug', '', 'debug has no sending_queue'],
      [
        'a queue that is off',
        'otlp_grpc: { endpoint: "a:1", sending_queue: { enabled: false } }',
        'batch',
        'otlp_grpc',
        '',
        'sending_queue of otlp_grpc is off',
      ],
      [
        'a queue smaller than a batch',
        'otlp_grpc: { endpoint: "a:1", sending_queue: { sizer: items, queue_size: 10 } }',
        'batch',
        'otlp_grpc',
        '',
        'queue_size of otlp_grpc is smaller than one batch',
      ],
      [
        'a processor behind it',
        'otlp_grpc: { endpoint: "a:1" }',
        'batch, filter',
        'otlp_grpc',
        '',
        'it is not the last processor of pipeline traces',
      ],
    ] as const
  ).map(([name, exporter, processors, used, more, reason]): Case => {
    const text = `processors: { batch: {}, filter: {} }
exporters: { ${exporter} }
service: { pipelines: { traces: { receivers: [otlp], processors: [${processors}], exporters: [${used}] }${more} } }
`;
    return {
      name: `batch stays: ${name}`,
      before: text,
      after: text,
      left: [`processors.batch: stays: ${reason}; ${BATCH_STAYS}`],
    };
  }),
  {
    name: 'batch stays: a timeout of nothing',
    before: WITHOUT_TIMEOUT,
    after: WITHOUT_TIMEOUT,
    left: [`processors.batch: stays: its timeout is not above 0; ${BATCH_STAYS}`],
  },
  {
    name: 'keys of the queue',
    before: `exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317
    sending_queue:
      blocking: true # wait
      batch: { min_size_items: 10, max_size_items: 20 }
  debug: {}
`,
    after: `exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317
    sending_queue:
      block_on_overflow: true # wait
      batch: { min_size: 10, max_size: 20 }
  debug: {}
`,
  },
  {
    name: 'Kafka',
    before: `receivers:
  kafka:
    topic: spans
    group_rebalance_strategy: range # by range
    resolve_canonical_bootstrap_servers_only: true
exporters: { kafka: { topic: out, encoding: otlp_json, logs: { topic: own } } }
service:
  pipelines:
    traces: { receivers: [kafka], exporters: [kafka] }
    logs: { receivers: [kafka], exporters: [kafka] }
`,
    after: `receivers:
  kafka:
    group_rebalance_strategies: ["range"] # by range
    traces: { topics: ["spans"] }
    logs: { topics: ["spans"] }
exporters: { kafka: { logs: { topic: own, encoding: "otlp_json" }, traces: { topic: "out", encoding: "otlp_json" } } }
service:
  pipelines:
    traces: { receivers: [kafka], exporters: [kafka] }
    logs: { receivers: [kafka], exporters: [kafka] }
`,
  },
  {
    name: 'comments on what moves go with it',
    before: `receivers:
  kafka:
    # Of the agents.
    topic: spans # and theirs alone
    encoding: otlp_proto # small
    group_id: a
processors:
  # Few calls.
  batch:
    timeout: 1s # as the backend asks
exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317 # near
service:
  pipelines:
    traces:
      receivers: [kafka]
      processors:
        - batch # last
      exporters: [otlp_grpc]
`,
    after: `receivers:
  kafka:
    group_id: a
    # Of the agents.
    # and theirs alone
    # small
    traces: { topics: ["spans"], encoding: "otlp_proto" }
processors:
exporters:
  otlp_grpc:
    endpoint: 127.0.0.1:14317 # near
    # Few calls.
    # as the backend asks
    sending_queue: { batch: { flush_timeout: 1s, min_size: 8192, sizer: items } }
service:
  pipelines:
    traces:
      receivers: [kafka]
      processors:
        # last
      exporters: [otlp_grpc]
`,
  },
  {
    name: 'suffixes of metrics, and what has no effect',
    before: `exporters:
  prometheus: { endpoint: "127.0.0.1:9464", add_metric_suffixes: false }
  prometheusremotewrite: { endpoint: "http://127.0.0.1:9090/api/v1/write", add_metric_suffixes: true }
connectors: { spanmetrics: { dimensions_cache_size: 1000, metrics_expiration: 5m } }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [spanmetrics] }
    metrics: { receivers: [spanmetrics], exporters: [prometheus, prometheusremotewrite] }
`,
    after: `exporters:
  prometheus: { endpoint: "127.0.0.1:9464", translation_strategy: UnderscoreEscapingWithoutSuffixes }
  prometheus_remote_write: { endpoint: "http://127.0.0.1:9090/api/v1/write" }
connectors: { span_metrics: { metrics_expiration: 5m } }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [span_metrics] }
    metrics: { receivers: [span_metrics], exporters: [prometheus, prometheus_remote_write] }
`,
  },
  {
    name: 'what is removed and leaves nothing behind',
    before: `connectors: { routing: { match_once: true, table: [] } }
exporters: { elasticsearch: { mapping: { dedot: true, mode: otel } }, debug: {} }
processors:
  k8s_attributes:
    extract:
      labels: [{ tag_name: team, key: team, from: pod, regex: "a(.*)" }]
`,
    after: `connectors: { routing: { table: [] } }
exporters: { elasticsearch: { mapping: { mode: otel } }, debug: {} }
processors:
  k8s_attributes:
    extract:
      labels: [{ tag_name: team, key: team, from: pod, regex: "a(.*)" }]
`,
    left: [
      'processors.k8s_attributes.extract.labels[0].regex: is not there any more; take the whole value, and ExtractPatterns in a transform processor',
    ],
  },
  {
    name: 'a logging exporter with both keys, and one that a variable sets',
    before: `exporters:
  logging/a:
    loglevel: debug
    verbosity: normal # short
  logging/b: { loglevel: "\${env:LEVEL:-info}" }
`,
    after: `exporters:
  debug/a:
    verbosity: basic # short
  logging/b: { loglevel: "\${env:LEVEL:-info}" }
`,
    left: ['exporters.logging/b: is now "debug/b", whose verbosity is basic, normal or detailed'],
    isRefused: true,
  },
  {
    name: 'a processor that becomes a connector and has others behind it stays',
    before: `processors: { spanmetrics: { metrics_exporter: debug }, probabilistic_sampler: {} }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [otlp], processors: [spanmetrics, probabilistic_sampler], exporters: [debug] } } }
`,
    after: `processors: { spanmetrics: { metrics_exporter: debug }, probabilistic_sampler: {} }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [otlp], processors: [spanmetrics, probabilistic_sampler], exporters: [debug] } } }
`,
    left: [
      'processors.spanmetrics: is a connector now; change it by hand: "probabilistic_sampler" stands behind it in pipeline traces, and a connector comes last; its metrics and attributes have other names: duration instead of latency, service.name, span.name, status.code',
    ],
  },
  {
    name: 'filters that OTTL cannot say are left',
    before: `processors:
  filter/a: { metrics: { exclude: { match_type: expr, expressions: ['MetricName == "a"'] } } }
  filter/b: { metrics: { include: { match_type: strict, metric_names: [a], resource_attributes: [{ key: k, value: v }] } } }
  filter/c: { spans: { include: { match_type: strict, services: ["\${env:SERVICE:-a}"] } } }
  filter/d: { spans: { exclude: { match_type: regexp, libraries: [{ name: a, version: 1.* }, { name: b }], span_kinds: [SPAN_KIND_SERVER] } } }
`,
    after: `processors:
  filter/a: { metrics: { exclude: { match_type: expr, expressions: ['MetricName == "a"'] } } }
  filter/b: { metrics: { include: { match_type: strict, metric_names: [a], resource_attributes: [{ key: k, value: v }] } } }
  filter/c: { spans: { include: { match_type: strict, services: ["\${env:SERVICE:-a}"] } } }
  filter/d: { traces: { span: ['((IsMatch(instrumentation_scope.name, "a") and IsMatch(instrumentation_scope.version, "1.*")) or IsMatch(instrumentation_scope.name, "b")) and IsMatch(kind.deprecated_string, "SPAN_KIND_SERVER")'] } }
`,
    left: [
      'processors.filter/a.metrics: include and exclude are now OTTL conditions of what is dropped, in metrics.metric',
      'processors.filter/b.metrics: include and exclude are now OTTL conditions of what is dropped, in metrics.metric',
      'processors.filter/c.spans: include and exclude are now OTTL conditions of what is dropped, in traces.span',
    ],
  },
];
