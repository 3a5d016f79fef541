// Written by `npm run generate`.
import { rule as address } from './types/address.ts';
import { rule as attributeFilter } from './types/attribute-filter.ts';
import { rule as attributesActions } from './types/attributes-actions.ts';
import { rule as attributesProcessor } from './types/attributes-processor.ts';
import { rule as backoff } from './types/backoff.ts';
import { rule as basicAuth } from './types/basic-auth.ts';
import { rule as batchProcessor } from './types/batch-processor.ts';
import { rule as bearerTokenAuth } from './types/bearer-token-auth.ts';
import { rule as cgroupRuntime } from './types/cgroup-runtime.ts';
import { rule as count } from './types/count.ts';
import { rule as cumulativeToDelta } from './types/cumulative-to-delta.ts';
import { rule as debugExporter } from './types/debug-exporter.ts';
import { rule as debugExporterSinks } from './types/debug-exporter-sinks.ts';
import { rule as deltaToCumulative } from './types/delta-to-cumulative.ts';
import { rule as deltaToRate } from './types/delta-to-rate.ts';
import { rule as docker } from './types/docker.ts';
import { rule as dockerObserver } from './types/docker-observer.ts';
import { rule as dockerStats } from './types/docker-stats.ts';
import { rule as elasticsearchExporter } from './types/elasticsearch-exporter.ts';
import { rule as elasticsearchReceiver } from './types/elasticsearch-receiver.ts';
import { rule as exceptions } from './types/exceptions.ts';
import { rule as failover } from './types/failover.ts';
import { rule as fileExporter } from './types/file-exporter.ts';
import { rule as fileLog } from './types/file-log.ts';
import { rule as fileStorage } from './types/file-storage.ts';
import { rule as filter } from './types/filter.ts';
import { rule as filterMatch } from './types/filter-match.ts';
import { rule as geoip } from './types/geoip.ts';
import { rule as groupByTrace } from './types/group-by-trace.ts';
import { rule as grpcClient } from './types/grpc-client.ts';
import { rule as grpcCompression } from './types/grpc-compression.ts';
import { rule as grpcServer } from './types/grpc-server.ts';
import { rule as headersSetter } from './types/headers-setter.ts';
import { rule as healthCheck } from './types/health-check.ts';
import { rule as healthCheckPath } from './types/health-check-path.ts';
import { rule as healthCheckV1 } from './types/health-check-v1.ts';
import { rule as hostMetrics } from './types/host-metrics.ts';
import { rule as hostMetricsFilters } from './types/host-metrics-filters.ts';
import { rule as httpCheck } from './types/http-check.ts';
import { rule as httpCheckTarget } from './types/http-check-target.ts';
import { rule as httpClient } from './types/http-client.ts';
import { rule as httpClientProxy } from './types/http-client-proxy.ts';
import { rule as interval } from './types/interval.ts';
import { rule as jaegerReceiver } from './types/jaeger-receiver.ts';
import { rule as jaegerRemoteSampling } from './types/jaeger-remote-sampling.ts';
import { rule as journald } from './types/journald.ts';
import { rule as k8sCluster } from './types/k8s-cluster.ts';
import { rule as k8sLeaderElector } from './types/k8s-leader-elector.ts';
import { rule as k8sObjects } from './types/k8s-objects.ts';
import { rule as k8sObserver } from './types/k8s-observer.ts';
import { rule as kafkaAcks } from './types/kafka-acks.ts';
import { rule as kafkaClient } from './types/kafka-client.ts';
import { rule as kafkaConsumer } from './types/kafka-consumer.ts';
import { rule as kafkaExporter } from './types/kafka-exporter.ts';
import { rule as kafkaPartitioner } from './types/kafka-partitioner.ts';
import { rule as kafkaProducer } from './types/kafka-producer.ts';
import { rule as kafkaReceiver } from './types/kafka-receiver.ts';
import { rule as kafkaSasl } from './types/kafka-sasl.ts';
import { rule as kafkaStickyKey } from './types/kafka-sticky-key.ts';
import { rule as kubeletStats } from './types/kubelet-stats.ts';
import { rule as kubeletStatsClient } from './types/kubelet-stats-client.ts';
import { rule as kubernetesApi } from './types/kubernetes-api.ts';
import { rule as kubernetesAttributes } from './types/kubernetes-attributes.ts';
import { rule as kubernetesFilter } from './types/kubernetes-filter.ts';
import { rule as loadBalancing } from './types/load-balancing.ts';
import { rule as logDedup } from './types/log-dedup.ts';
import { rule as memoryLimiter } from './types/memory-limiter.ts';
import { rule as metricStartTime } from './types/metric-start-time.ts';
import { rule as metricsGeneration } from './types/metrics-generation.ts';
import { rule as metricsTransform } from './types/metrics-transform.ts';
import { rule as mongodb } from './types/mongodb.ts';
import { rule as oauth2Client } from './types/oauth2-client.ts';
import { rule as oidc } from './types/oidc.ts';
import { rule as oidcProvider } from './types/oidc-provider.ts';
import { rule as opamp } from './types/opamp.ts';
import { rule as opaqueMap } from './types/opaque-map.ts';
import { rule as otlpEncoding } from './types/otlp-encoding.ts';
import { rule as otlpExporter } from './types/otlp-exporter.ts';
import { rule as otlpHttpExporter } from './types/otlp-http-exporter.ts';
import { rule as otlpHttpSignals } from './types/otlp-http-signals.ts';
import { rule as otlpReceiver } from './types/otlp-receiver.ts';
import { rule as otlpReceiverPaths } from './types/otlp-receiver-paths.ts';
import { rule as postgresql } from './types/postgresql.ts';
import { rule as probabilisticSampler } from './types/probabilistic-sampler.ts';
import { rule as prometheusApiServer } from './types/prometheus-api-server.ts';
import { rule as prometheusConfig } from './types/prometheus-config.ts';
import { rule as prometheusConsul } from './types/prometheus-consul.ts';
import { rule as prometheusExporter } from './types/prometheus-exporter.ts';
import { rule as prometheusExporterEndpoint } from './types/prometheus-exporter-endpoint.ts';
import { rule as prometheusReceiver } from './types/prometheus-receiver.ts';
import { rule as prometheusTls } from './types/prometheus-tls.ts';
import { rule as queue } from './types/queue.ts';
import { rule as queueBatch } from './types/queue-batch.ts';
import { rule as queuePartition } from './types/queue-partition.ts';
import { rule as rabbitmq } from './types/rabbitmq.ts';
import { rule as receiverCreator } from './types/receiver-creator.ts';
import { rule as redaction } from './types/redaction.ts';
import { rule as redactionPatterns } from './types/redaction-patterns.ts';
import { rule as redis } from './types/redis.ts';
import { rule as remoteWrite } from './types/remote-write.ts';
import { rule as remoteWriteEndpoint } from './types/remote-write-endpoint.ts';
import { rule as resourceActions } from './types/resource-actions.ts';
import { rule as resourceDetectors } from './types/resource-detectors.ts';
import { rule as resourceProcessor } from './types/resource-processor.ts';
import { rule as routing } from './types/routing.ts';
import { rule as s3Exporter } from './types/s3-exporter.ts';
import { rule as schemaProcessor } from './types/schema-processor.ts';
import { rule as scraperController } from './types/scraper-controller.ts';
import { rule as serviceGraph } from './types/service-graph.ts';
import { rule as signalToMetrics } from './types/signal-to-metrics.ts';
import { rule as span } from './types/span.ts';
import { rule as spanMetrics } from './types/span-metrics.ts';
import { rule as spanMetricsFlush } from './types/span-metrics-flush.ts';
import { rule as splunkHec } from './types/splunk-hec.ts';
import { rule as stanzaByteSize } from './types/stanza-byte-size.ts';
import { rule as stanzaExpression } from './types/stanza-expression.ts';
import { rule as stanzaField } from './types/stanza-field.ts';
import { rule as stanzaOperator } from './types/stanza-operator.ts';
import { rule as stanzaRemovedField } from './types/stanza-removed-field.ts';
import { rule as stanzaRootableField } from './types/stanza-rootable-field.ts';
import { rule as statsd } from './types/statsd.ts';
import { rule as sum } from './types/sum.ts';
import { rule as syslogExporter } from './types/syslog-exporter.ts';
import { rule as syslogReceiver } from './types/syslog-receiver.ts';
import { rule as systemDetector } from './types/system-detector.ts';
import { rule as tailSampling } from './types/tail-sampling.ts';
import { rule as tailSamplingPolicies } from './types/tail-sampling-policies.ts';
import { rule as targetAllocator } from './types/target-allocator.ts';
import { rule as targetAllocatorDiscovery } from './types/target-allocator-discovery.ts';
import { rule as targetAllocatorScrape } from './types/target-allocator-scrape.ts';
import { rule as tcpLog } from './types/tcp-log.ts';
import { rule as telemetry } from './types/telemetry.ts';
import { rule as telemetryAttributeType } from './types/telemetry-attribute-type.ts';
import { rule as telemetryBatch } from './types/telemetry-batch.ts';
import { rule as telemetryResource } from './types/telemetry-resource.ts';
import { rule as telemetrySinks } from './types/telemetry-sinks.ts';
import { rule as textEncoding } from './types/text-encoding.ts';
import { rule as timeout } from './types/timeout.ts';
import { rule as tls } from './types/tls.ts';
import { rule as tlsLoad } from './types/tls-load.ts';
import { rule as tlsServer } from './types/tls-server.ts';
import { rule as transform } from './types/transform.ts';
import { rule as udpLog } from './types/udp-log.ts';
import { rule as webhookEvent } from './types/webhook-event.ts';
import { rule as zipkinExporter } from './types/zipkin-exporter.ts';
import { rule as zpages } from './types/zpages.ts';
import type { TypeRule } from './type-rule.ts';

export const typeRules: readonly TypeRule[] = [
  address,
  attributeFilter,
  attributesActions,
  attributesProcessor,
  backoff,
  basicAuth,
  batchProcessor,
  bearerTokenAuth,
  cgroupRuntime,
  count,
  cumulativeToDelta,
  debugExporter,
  debugExporterSinks,
  deltaToCumulative,
  deltaToRate,
  docker,
  dockerObserver,
  dockerStats,
  elasticsearchExporter,
  elasticsearchReceiver,
  exceptions,
  failover,
  fileExporter,
  fileLog,
  fileStorage,
  filter,
  filterMatch,
  geoip,
  groupByTrace,
  grpcClient,
  grpcCompression,
  grpcServer,
  headersSetter,
  healthCheck,
  healthCheckPath,
  healthCheckV1,
  hostMetrics,
  hostMetricsFilters,
  httpCheck,
  httpCheckTarget,
  httpClient,
  httpClientProxy,
  interval,
  jaegerReceiver,
  jaegerRemoteSampling,
  journald,
  k8sCluster,
  k8sLeaderElector,
  k8sObjects,
  k8sObserver,
  kafkaAcks,
  kafkaClient,
  kafkaConsumer,
  kafkaExporter,
  kafkaPartitioner,
  kafkaProducer,
  kafkaReceiver,
  kafkaSasl,
  kafkaStickyKey,
  kubeletStats,
  kubeletStatsClient,
  kubernetesApi,
  kubernetesAttributes,
  kubernetesFilter,
  loadBalancing,
  logDedup,
  memoryLimiter,
  metricStartTime,
  metricsGeneration,
  metricsTransform,
  mongodb,
  oauth2Client,
  oidc,
  oidcProvider,
  opamp,
  opaqueMap,
  otlpEncoding,
  otlpExporter,
  otlpHttpExporter,
  otlpHttpSignals,
  otlpReceiver,
  otlpReceiverPaths,
  postgresql,
  probabilisticSampler,
  prometheusApiServer,
  prometheusConfig,
  prometheusConsul,
  prometheusExporter,
  prometheusExporterEndpoint,
  prometheusReceiver,
  prometheusTls,
  queue,
  queueBatch,
  queuePartition,
  rabbitmq,
  receiverCreator,
  redaction,
  redactionPatterns,
  redis,
  remoteWrite,
  remoteWriteEndpoint,
  resourceActions,
  resourceDetectors,
  resourceProcessor,
  routing,
  s3Exporter,
  schemaProcessor,
  scraperController,
  serviceGraph,
  signalToMetrics,
  span,
  spanMetrics,
  spanMetricsFlush,
  splunkHec,
  stanzaByteSize,
  stanzaExpression,
  stanzaField,
  stanzaOperator,
  stanzaRemovedField,
  stanzaRootableField,
  statsd,
  sum,
  syslogExporter,
  syslogReceiver,
  systemDetector,
  tailSampling,
  tailSamplingPolicies,
  targetAllocator,
  targetAllocatorDiscovery,
  targetAllocatorScrape,
  tcpLog,
  telemetry,
  telemetryAttributeType,
  telemetryBatch,
  telemetryResource,
  telemetrySinks,
  textEncoding,
  timeout,
  tls,
  tlsLoad,
  tlsServer,
  transform,
  udpLog,
  webhookEvent,
  zipkinExporter,
  zpages,
];
