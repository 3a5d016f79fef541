// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { describe, expect, test } from '@jest/globals';
import { lintSources, shown, sourcesOf } from './lint-text.ts';

const lint = (text: string, env: Readonly<Record<string, string>> = {}): readonly string[] =>
  shown(lintSources(sourcesOf(text), {}, env));

const sampled = (policies: string): string => `processors:
  tail_sampling:
    decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }
    policies:
${policies}
service: { pipelines: { traces: { processors: [memory_limiter, tail_sampling] } } }
`;

/** A connector that makes metrics of spans, behind some processors. */
const counted = (connector: string, processors = '', names = ''): string => `connectors:
  ${connector}
${processors}
service:
  pipelines:
    traces: { processors: [memory_limiter${names}], exporters: [otlp_grpc, ${connector.split(':')[0]}] }
    metrics: { receivers: [${connector.split(':')[0]}], exporters: [otlp_grpc] }
`;

const afterSampling = (connector: string): string =>
  counted(
    connector,
    'processors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }',
    ', probabilistic_sampler',
  );

const afterTail = (connector: string): string =>
  counted(
    connector,
    'processors: { tail_sampling: { decision_cache: { sampled_cache_size: 100000, non_sampled_cache_size: 100000 }, policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] } }',
    ', tail_sampling',
  );

describe('nothing is said about variables that are not set here', () => {
  test.each([
    'receivers: { otlp: { protocols: { grpc: { endpoint: "${env:POD_IP}:4317" } } } }',
    'processors: { memory_limiter: { check_interval: "${env:INTERVAL}" } }',
    'exporters: { otlp_grpc: { endpoint: "${env:BACKEND}:4317" } }',
    'exporters: { otlp_grpc: { endpoint: "https://${env:BACKEND}:4317", tls: { insecure: false } } }',
    'exporters: { otlp_grpc: { endpoint: "${env:BACKEND}", headers: { api-key: "${env:KEY}" } } }',
    'exporters: { otlp_grpc: { timeout: "${env:TIMEOUT}", retry_on_failure: { enabled: "${env:RETRY}" } } }',
  ])('%s', (text) => {
    expect(lint(text)).toEqual([]);
  });

  test('and the value counts where one is', () => {
    const text = 'processors: { memory_limiter: { check_interval: "${env:INTERVAL}" } }';
    expect(lint(text, { INTERVAL: '1s' })).toEqual([]);
    expect(lint(text, { INTERVAL: '1m' })).toHaveLength(1);
  });
});

describe('what is right is not found', () => {
  test.each<readonly [string, string]>([
    [
      'limits of the same rate, which add up',
      sampled(
        '      - { name: a, type: rate_limiting, rate_limiting: { spans_per_second: 10 } }\n      - { name: b, type: rate_limiting, rate_limiting: { spans_per_second: 10 } }',
      ),
    ],
    [
      'metrics of spans that count each for as many as it stands for',
      afterSampling(
        'signal_to_metrics: { spans: [{ name: n, sum: { value: Int(AdjustedCount()) } }, { name: m, gauge: { value: "1" } }] }',
      ),
    ],
    [
      'exceptions that become log records, after sampling',
      `${afterSampling('exceptions: { dimensions: [] }').replace('metrics: {', 'logs: {')}`,
    ],
    [
      'an and of which no part is kept elsewhere',
      sampled(
        '      - { name: a, type: latency, latency: { threshold_ms: 500 } }\n      - { name: b, type: and, and: { and_sub_policy: [{ name: c, type: latency, latency: { threshold_ms: 100 } }, { name: d, type: status_code, status_code: { status_codes: [ERROR] } }] } }',
      ),
    ],
    [
      'shares by different hashes',
      sampled(
        '      - { name: a, type: probabilistic, probabilistic: { sampling_percentage: 10 } }\n      - { name: b, type: probabilistic, probabilistic: { sampling_percentage: 5, hash_salt: other } }',
      ),
    ],
    [
      'values of different attributes',
      sampled(
        '      - { name: a, type: string_attribute, string_attribute: { key: tier, values: [a, b] } }\n      - { name: b, type: string_attribute, string_attribute: { key: team, values: [b] } }',
      ),
    ],
    [
      'latencies in ranges',
      sampled(
        '      - { name: a, type: latency, latency: { threshold_ms: 10, upper_threshold_ms: 20 } }\n      - { name: b, type: latency, latency: { threshold_ms: 500 } }',
      ),
    ],
    [
      'a drop policy beside one that keeps all',
      sampled(
        '      - { name: a, type: always_sample }\n      - { name: b, type: drop, drop: { drop_sub_policy: [{ name: c, type: string_attribute, string_attribute: { key: k, values: [v] } }] } }',
      ),
    ],
    [
      'pods that are found by attributes',
      'processors: { k8s_attributes: { pod_association: [{ sources: [{ from: resource_attribute, name: k8s.pod.uid }] }] }, groupbytrace: {} }\nservice: { pipelines: { traces: { processors: [memory_limiter, groupbytrace, k8s_attributes] } } }',
    ],
    [
      'the name of a header that is set',
      'extensions: { headers_setter: { headers: [{ action: upsert, key: X-API-KEY, from_context: x-api-key }] } }\nservice: { extensions: [health_check, file_storage, headers_setter] }',
    ],
    ['a header that is no secret', 'exporters: { otlp_grpc: { headers: { X-Scope-OrgID: tenant } } }'],
  ])('%s', (_, text) => {
    expect(lint(text)).toEqual([]);
  });
});

describe('other forms of what is wrong', () => {
  test.each<readonly [string, string, string]>([
    [
      'all is kept',
      sampled(
        '      - { name: a, type: always_sample }\n      - { name: b, type: latency, latency: { threshold_ms: 500 } }',
      ),
      'tail-sampling-shadowed-policy',
    ],
    [
      'a part of an and that another one keeps',
      sampled(
        '      - { name: a, type: latency, latency: { threshold_ms: 500 } }\n      - { name: b, type: and, and: { and_sub_policy: [{ name: c, type: latency, latency: { threshold_ms: 1000 } }, { name: d, type: status_code, status_code: { status_codes: [ERROR] } }] } }',
      ),
      'tail-sampling-shadowed-policy',
    ],
    [
      'a value that another policy has too',
      sampled(
        '      - { name: a, type: string_attribute, string_attribute: { key: tier, values: [a, b] } }\n      - { name: b, type: string_attribute, string_attribute: { key: tier, values: [b] } }',
      ),
      'tail-sampling-shadowed-policy',
    ],
    [
      'a smaller share',
      sampled(
        '      - { name: a, type: probabilistic, probabilistic: { sampling_percentage: 10 } }\n      - { name: b, type: probabilistic, probabilistic: { sampling_percentage: 5 } }',
      ),
      'tail-sampling-shadowed-policy',
    ],
    [
      'a range inside another',
      sampled(
        '      - { name: a, type: numeric_attribute, numeric_attribute: { key: n, min_value: 1, max_value: 9 } }\n      - { name: b, type: numeric_attribute, numeric_attribute: { key: n, min_value: 2, max_value: 3 } }',
      ),
      'tail-sampling-shadowed-policy',
    ],
    [
      'a secret of a component without schema',
      'exporters: { datadog: { api: { key: 0123456789abcdef } } }\nservice: { pipelines: { traces: { exporters: [datadog] } } }',
      'secret-in-clear-text',
    ],
    [
      'data that is printed and nothing else',
      'exporters: { debug: {} }\nservice: { pipelines: { logs: { receivers: [otlp], processors: [memory_limiter], exporters: [debug] } } }',
      'pipeline-without-effect',
    ],
    [
      'a batch processor before an exporter without a queue',
      'processors: { batch: { send_batch_max_size: 8192 } }\nexporters: { otlp_http: { endpoint: "http://127.0.0.1:4318", sending_queue: { enabled: false } } } # binnacle-disable-line queue-disabled -- senders wait\nservice: { pipelines: { logs: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp_http] } } }',
      'batch-loses-rejected',
    ],
    [
      'a name that two anchors have',
      'processors:\n  memory_limiter: &a { limit_mib: 400 }\n  memory_limiter/b: &a { check_interval: 1s, limit_mib: 400 }\n  memory_limiter/c: *a\nservice: { pipelines: { logs: { receivers: [otlp], processors: [memory_limiter/b], exporters: [otlp_grpc] }, metrics: { receivers: [otlp], processors: [memory_limiter/c], exporters: [otlp_grpc] } } }',
      'unused-anchor',
    ],
    [
      'a type inside another policy',
      sampled('      - { name: a, type: and, and: { and_sub_policy: [{ name: b, type: nonsense }] } }'),
      'tail-sampling-unknown-policy',
    ],
    [
      'a header as a pair',
      'exporters: { otlp_grpc: { headers: [{ name: Authorization, value: abc }] } }',
      'secret-in-clear-text',
    ],
    [
      'a header that is set to a value',
      'extensions: { headers_setter: { headers: [{ key: X-API-KEY, value: abcdef }] } }\nservice: { extensions: [health_check, file_storage, headers_setter] }',
      'secret-in-clear-text',
    ],
    [
      'users in the file',
      'extensions: { basicauth: { htpasswd: { inline: "a:b" } } }\nservice: { extensions: [health_check, file_storage, basicauth] }',
      'secret-in-clear-text',
    ],
    [
      'spans of requests that are counted one by one after sampling',
      afterSampling('signal_to_metrics: { spans: [{ name: n, sum: { value: "1" } }] }'),
      'metrics-after-probabilistic-sampling',
    ],
    [
      'one metric of two that is adjusted',
      afterSampling(
        'signal_to_metrics: { spans: [{ name: n, sum: { value: Int(AdjustedCount()) } }, { name: m, histogram: { value: "1" } }] }',
      ),
      'metrics-after-probabilistic-sampling',
    ],
    [
      'sums after sampling',
      afterSampling('sum: { spans: { n: { source_attribute: a } } }'),
      'metrics-after-probabilistic-sampling',
    ],
    [
      'exceptions after sampling',
      afterSampling('exceptions: { dimensions: [] }'),
      'metrics-after-probabilistic-sampling',
    ],
    [
      'exceptions after tail sampling',
      afterTail('exceptions: { dimensions: [] }'),
      'metrics-after-tail-sampling',
    ],
    [
      'sums after tail sampling',
      afterTail('sum: { spans: { n: { source_attribute: a } } }'),
      'metrics-after-tail-sampling',
    ],
    [
      'adjusted counts after tail sampling, which notes no threshold',
      afterTail('signal_to_metrics: { spans: [{ name: n, sum: { value: Int(AdjustedCount()) } }] }'),
      'metrics-after-tail-sampling',
    ],
    [
      'a graph of services by user',
      counted('service_graph: { dimensions: [http.route, user.id] }'),
      'high-cardinality-dimension',
    ],
    [
      'exceptions by their message',
      counted('exceptions: { dimensions: [{ name: exception.message }] }'),
      'high-cardinality-dimension',
    ],
    [
      'sums by address',
      counted('sum: { spans: { n: { source_attribute: a, attributes: [{ key: client.address }] } } }'),
      'high-cardinality-dimension',
    ],
    [
      'a broker far away',
      'exporters: { kafka: { brokers: ["kafka:9092"], sending_queue: { storage: file_storage } } }\nservice: { pipelines: { traces: { exporters: [kafka] } } }',
      'plain-text-export',
    ],
    [
      'a batch processor without end',
      'processors: { batch: {} }\nexporters: { file: { path: a.jsonl, rotation: { max_megabytes: 1 } } }\nservice: { pipelines: { traces: { processors: [memory_limiter, batch], exporters: [file] } } }',
      'batch-max-size',
    ],
    [
      'a spike of more than half',
      'processors: { memory_limiter: { spike_limit_mib: 300 } }',
      'memory-limiter-spike',
    ],
    [
      'a key for traces that is not the trace',
      'exporters: { load_balancing: { routing_key: service, protocol: { otlp: { tls: { insecure: true } } }, resolver: { static: { hostnames: ["localhost:14317"] } } } }\nservice: { pipelines: { traces: { exporters: [load_balancing] } } }',
      'tail-sampling-balanced',
    ],
    [
      'two samplers with one seed',
      'processors: { probabilistic_sampler/a: { hash_seed: 7, sampling_percentage: 10 }, probabilistic_sampler/b: { hash_seed: 7, sampling_percentage: 50 } }\nservice: { pipelines: { traces: { processors: [memory_limiter, probabilistic_sampler/a, probabilistic_sampler/b] } } }',
      'probabilistic-sampler-hash-seed',
    ],
    [
      'metrics after sampling in a pipeline before',
      'connectors: { forward: {}, count: {} }\nprocessors: { probabilistic_sampler: { mode: proportional, sampling_percentage: 10 } }\nservice:\n  pipelines:\n    traces: { processors: [memory_limiter, probabilistic_sampler], exporters: [forward] }\n    traces/b: { receivers: [forward], exporters: [count, otlp_grpc] }\n    metrics: { receivers: [count], exporters: [otlp_grpc] }',
      'metrics-after-probabilistic-sampling',
    ],
  ])('%s', (_, text, id) => {
    const found = lintSources(sourcesOf(text)).filter(({ place }) => place.file === 'rule.yaml');
    expect(found.map((each) => each.id)).toEqual([id]);
  });

  test('a transform that redacts is not told to go on after an error', () => {
    const text =
      'processors: { transform: { error_mode: propagate, trace_statements: [\'delete_key(span.attributes, "a")\'] } }\nservice: { pipelines: { traces: { processors: [memory_limiter, transform] } } }';
    const [found] = lintSources(sourcesOf(text));
    expect(found).toMatchObject({ id: 'error-mode-propagate' });
    expect(found?.fix).toBeUndefined();
  });
});
