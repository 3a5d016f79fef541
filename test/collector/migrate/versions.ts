// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is what files have
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each version says of its case: what it changes, what it leaves to somebody, and what means something else. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  '0.79.0': [
    'processors.filter.logs: include and exclude are now OTTL conditions of what is dropped, in logs.log_record',
  ],
  '0.86.0': ['exporters.logging: is now "debug", with verbosity: detailed'],
  '0.92.0': [
    'extensions.memory_ballast: is removed (it was 165 MiB); set the environment variable GOMEMLIMIT to 80 % of the memory of the container instead',
    'processors.memory_limiter.ballast_size_mib: is removed: there is no ballast any more',
  ],
  '0.94.0': [
    'processors.servicegraph: is a connector now, which pipeline metrics receives from; its metrics of latency have other names, and are in seconds',
  ],
  '0.96.0': [
    'processors.spanmetrics: is a connector now, which pipeline metrics receives from; its metrics and attributes have other names: duration instead of latency, service.name, span.name, status.code',
  ],
  '0.97.0': [
    'receivers.prometheus.enable_protobuf_negotiation: is removed; config.global.scrape_protocols with PrometheusProto first is what does it now',
  ],
  '0.103.0': [
    'extensions.health_check.check_collector_pipeline: has no effect and is removed; healthcheckv2 is what looks at components',
    'exporters.debug: prints every message now; sampling_thereafter: 500 is what it was without',
  ],
  '0.104.0': [
    'processors.resource.attributes[0].value: $TEAM is now ${env:TEAM}',
    'receivers.otlp.protocols.grpc: listens at localhost unless it has an endpoint, no longer at 0.0.0.0: give it one where others send to it',
  ],
  '0.109.0': [
    'connectors.spanmetrics: its metrics are called traces.span.metrics.calls and .duration now, no longer calls and duration, unless there is a namespace: look at dashboards and alerts',
  ],
  '0.111.0': ['service.telemetry.metrics.address: is now one of readers'],
  '0.115.0': [
    'processors.k8sattributes.extract.labels[1].regex: is not there any more; take the whole value, and ExtractPatterns in a transform processor',
  ],
  '0.120.0': [
    'connectors.routing.match_once: is removed: the first route that matches is the only one, as with true',
    'exporters.elasticsearch.mapping.dedup: has no effect and is removed',
    'exporters.elasticsearch.mapping.dedot: has no effect and is removed',
  ],
  '0.121.0': [
    'exporters.otlp.sending_queue.batch.min_size_items: is now called "min_size"',
    'exporters.otlp.sending_queue.batch.max_size_items: is now called "max_size"',
  ],
  '0.122.0': [
    'exporters.elasticsearch: mapping.mode is otel now unless it is given, and needs Elasticsearch 8.12; none is what it was',
  ],
  '0.123.0': [
    'exporters.otlp.sending_queue.blocking: is now called "block_on_overflow"',
    'exporters.kafka.auth.plain_text: is now auth.sasl with mechanism: PLAIN',
    'exporters.prometheusremotewrite.export_created_metric: is removed: there is no _created metric any more',
  ],
  '0.124.0': [
    'receivers.kafka.topic: is now traces.topic',
    'receivers.kafka.encoding: is now traces.encoding',
    'exporters.kafka.topic: is now traces.topic',
  ],
  '0.125.0': [
    'connectors.spanmetrics.dimensions_cache_size: has no effect and is removed; aggregation_cardinality_limit is what limits memory',
  ],
  '0.126.0': [
    'receivers.prometheus: resources no longer have net.host.name, net.host.port and http.scheme; server.address, server.port and url.scheme are there',
  ],
  '0.129.0': [
    'exporters.kafka.auth.sasl.mechanism: AWS_MSK_IAM is not there any more; AWS_MSK_IAM_OAUTHBEARER is what signs in with IAM',
  ],
  '0.130.0': ['connectors.servicegraph.database_name_attribute: is now database_name_attributes, a list'],
  '0.131.0': [
    'exporters.loki: is not there any more; Loki 3 takes OTLP at /otlp: "otlphttp/loki". Which attributes are labels is said in the configuration of Loki, no longer in loki.*.labels',
  ],
  '0.137.0': [
    'connectors.spanmetrics: its metrics no longer have the resource attributes of the spans; add_resource_attributes: true brings them back',
  ],
  '0.140.0': [
    'receivers.prometheus: no longer sets the start time of metrics; the metricstarttime processor does, for those who need it',
  ],
  '0.142.0': [
    'receivers.kafka.logs.topic: is now topics, a list',
    'receivers.kafka.logs.exclude_topic: is now exclude_topics, a list',
    'receivers.kafka.default_fetch_size: is removed; max_fetch_size and max_partition_fetch_size are what limits a fetch',
    'receivers.prometheus.use_start_time_metric: is removed; the metricstarttime processor does that',
    'receivers.prometheus.start_time_metric_regex: is removed; the metricstarttime processor does that',
    'processors.resourcedetection.attributes: is removed; resource_attributes of each detector says which ones are taken',
    'processors.cumulativetodelta: forgets a series after an hour without values; max_staleness: 0 is what it was without',
  ],
  '0.144.0': [
    'exporters.otlp: is now called "otlp_grpc"',
    'processors.tail_sampling: a policy with invert_match no longer keeps others from sampling a trace; a policy of type drop does',
  ],
  '0.145.0': [
    'processors.batch: is now sending_queue.batch of otlp_grpc, whose queue_size now counts what arrives, before it is put into batches',
  ],
  '0.149.0': [
    'receivers.filelog: is now called "file_log"',
    'receivers.prometheus.report_extra_scrape_metrics: is removed; extra_scrape_metrics in config.global or a scrape configuration is what does it now',
  ],
  '0.151.0': [
    'connectors.spanmetrics: is now called "span_metrics"',
    'exporters.prometheusremotewrite.add_metric_suffixes: is now translation_strategy: UnderscoreEscapingWithoutSuffixes',
  ],
  '0.152.0': [
    'processors.metricstransform: is now called "metrics_transform"',
    'connectors.span_metrics: its metrics have collector.instance.id now, so that several Collectors do not write to one series: sum over it',
  ],
  '0.153.0': [
    'processors.resourcedetection: is now called "resource_detection"',
    'exporters.kafka.resolve_canonical_bootstrap_servers_only: has no effect and is removed',
    'exporters.kafka.auth.sasl.version: has no effect and is removed',
    'processors.k8s_attributes.extract.deployment_name_from_replicaset: is removed: this is the default',
    'processors.filter: goes on after an error (error_mode: ignore); propagate, which drops the batch, is what it was without',
  ],
  '0.154.0': [
    'exporters.prometheus.add_metric_suffixes: is now translation_strategy: UnderscoreEscapingWithoutSuffixes',
    'processors.resource_detection.detectors[1]: "k8snode" is now called "k8s_api"',
    'receivers.kafka.group_rebalance_strategy: is now group_rebalance_strategies, a list',
  ],
};

/** The version that ran the case, where it says more then. */
const FROM: Readonly<Record<string, string>> = { '0.104.0': '0.103.0' };

/** A configuration that one version changes something about, beside names. */
export interface VersionCase {
  readonly version: string;
  readonly from?: string;
  readonly old: string;
  readonly now: string;
  readonly said: readonly string[];
}

const read = (version: string, suffix: string): string =>
  readFileSync(join(import.meta.dirname, 'fixtures/versions', `${version}.${suffix}.yaml`), 'utf8');

export const VERSION_CASES: readonly VersionCase[] = Object.entries(SAID).map(([version, said]) => ({
  version,
  said,
  old: read(version, 'old'),
  now: read(version, 'new'),
  ...(FROM[version] === undefined ? {} : { from: FROM[version] }),
}));
