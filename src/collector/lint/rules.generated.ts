// Written by `npm run generate`.
import { rule as authWithoutTls } from './rules/auth-without-tls.ts';
import { rule as batchBeforePersistentQueue } from './rules/batch-before-persistent-queue.ts';
import { rule as batchBeforeSampling } from './rules/batch-before-sampling.ts';
import { rule as batchLosesRejected } from './rules/batch-loses-rejected.ts';
import { rule as batchMaxSize } from './rules/batch-max-size.ts';
import { rule as batchProcessor } from './rules/batch-processor.ts';
import { rule as compressionOff } from './rules/compression-off.ts';
import { rule as corsAnyOrigin } from './rules/cors-any-origin.ts';
import { rule as debugExporterBesideOthers } from './rules/debug-exporter-beside-others.ts';
import { rule as debugExporterDetailed } from './rules/debug-exporter-detailed.ts';
import { rule as deltaToPrometheus } from './rules/delta-to-prometheus.ts';
import { rule as deprecatedComponent } from './rules/deprecated-component.ts';
import { rule as deprecatedKey } from './rules/deprecated-key.ts';
import { rule as duplicateExport } from './rules/duplicate-export.ts';
import { rule as durationWithoutUnit } from './rules/duration-without-unit.ts';
import { rule as errorModePropagate } from './rules/error-mode-propagate.ts';
import { rule as exportLoop } from './rules/export-loop.ts';
import { rule as fileExporterWithoutRotation } from './rules/file-exporter-without-rotation.ts';
import { rule as fileStorageInTemporaryFolder } from './rules/file-storage-in-temporary-folder.ts';
import { rule as fileStorageWithoutCompaction } from './rules/file-storage-without-compaction.ts';
import { rule as groupByTraceBeforeTailSampling } from './rules/group-by-trace-before-tail-sampling.ts';
import { rule as guessedVariable } from './rules/guessed-variable.ts';
import { rule as healthCheckMissing } from './rules/health-check-missing.ts';
import { rule as highCardinalityDimension } from './rules/high-cardinality-dimension.ts';
import { rule as k8sAttributesOrder } from './rules/k8s-attributes-order.ts';
import { rule as kafkaMarksBeforeExport } from './rules/kafka-marks-before-export.ts';
import { rule as kafkaWithoutAcks } from './rules/kafka-without-acks.ts';
import { rule as keepaliveMissing } from './rules/keepalive-missing.ts';
import { rule as listeningOnAllInterfaces } from './rules/listening-on-all-interfaces.ts';
import { rule as logOffsetsWithoutStorage } from './rules/log-offsets-without-storage.ts';
import { rule as logReceiverWithoutRetry } from './rules/log-receiver-without-retry.ts';
import { rule as memoryLimiterFirst } from './rules/memory-limiter-first.ts';
import { rule as memoryLimiterInterval } from './rules/memory-limiter-interval.ts';
import { rule as memoryLimiterMissing } from './rules/memory-limiter-missing.ts';
import { rule as memoryLimiterOverContainer } from './rules/memory-limiter-over-container.ts';
import { rule as memoryLimiterPercentage } from './rules/memory-limiter-percentage.ts';
import { rule as memoryLimiterSpike } from './rules/memory-limiter-spike.ts';
import { rule as memoryLimiterTwoLimits } from './rules/memory-limiter-two-limits.ts';
import { rule as metadataKeysWithoutMetadata } from './rules/metadata-keys-without-metadata.ts';
import { rule as metricsAfterProbabilisticSampling } from './rules/metrics-after-probabilistic-sampling.ts';
import { rule as metricsAfterTailSampling } from './rules/metrics-after-tail-sampling.ts';
import { rule as otlpBothProtocolsExposed } from './rules/otlp-both-protocols-exposed.ts';
import { rule as otlpEndpointWithPath } from './rules/otlp-endpoint-with-path.ts';
import { rule as otlpPortOfOtherProtocol } from './rules/otlp-port-of-other-protocol.ts';
import { rule as pipelineWithoutEffect } from './rules/pipeline-without-effect.ts';
import { rule as plainTextExport } from './rules/plain-text-export.ts';
import { rule as pprofExposed } from './rules/pprof-exposed.ts';
import { rule as probabilisticSamplerHashSeed } from './rules/probabilistic-sampler-hash-seed.ts';
import { rule as probabilisticSamplerPercentage } from './rules/probabilistic-sampler-percentage.ts';
import { rule as prometheusMetricExpiration } from './rules/prometheus-metric-expiration.ts';
import { rule as queueDisabled } from './rules/queue-disabled.ts';
import { rule as queueWithoutStorage } from './rules/queue-without-storage.ts';
import { rule as receiverWithoutAuth } from './rules/receiver-without-auth.ts';
import { rule as redactionMissing } from './rules/redaction-missing.ts';
import { rule as redactionRemovesEverything } from './rules/redaction-removes-everything.ts';
import { rule as redactionSummaryDebug } from './rules/redaction-summary-debug.ts';
import { rule as removedAfterExport } from './rules/removed-after-export.ts';
import { rule as resourceDetectionOrder } from './rules/resource-detection-order.ts';
import { rule as resourceDetectionOverride } from './rules/resource-detection-override.ts';
import { rule as retriesDisabled } from './rules/retries-disabled.ts';
import { rule as retriesEndless } from './rules/retries-endless.ts';
import { rule as routingContextOfOtherSignal } from './rules/routing-context-of-other-signal.ts';
import { rule as routingWithoutDefault } from './rules/routing-without-default.ts';
import { rule as secretInClearText } from './rules/secret-in-clear-text.ts';
import { rule as spanMetricsBuckets } from './rules/span-metrics-buckets.ts';
import { rule as spanMetricsCardinalityLimit } from './rules/span-metrics-cardinality-limit.ts';
import { rule as spanMetricsExpiration } from './rules/span-metrics-expiration.ts';
import { rule as tailSamplingBalanced } from './rules/tail-sampling-balanced.ts';
import { rule as tailSamplingBlocksForever } from './rules/tail-sampling-blocks-forever.ts';
import { rule as tailSamplingDecisionCache } from './rules/tail-sampling-decision-cache.ts';
import { rule as tailSamplingInvertedMatch } from './rules/tail-sampling-inverted-match.ts';
import { rule as tailSamplingNumTraces } from './rules/tail-sampling-num-traces.ts';
import { rule as tailSamplingNumericLimits } from './rules/tail-sampling-numeric-limits.ts';
import { rule as tailSamplingPolicyOfNothing } from './rules/tail-sampling-policy-of-nothing.ts';
import { rule as tailSamplingShadowedPolicy } from './rules/tail-sampling-shadowed-policy.ts';
import { rule as tailSamplingUnknownPolicy } from './rules/tail-sampling-unknown-policy.ts';
import { rule as telemetryLogsDebug } from './rules/telemetry-logs-debug.ts';
import { rule as telemetryOff } from './rules/telemetry-off.ts';
import { rule as timeoutDisabled } from './rules/timeout-disabled.ts';
import { rule as timeoutOverRetries } from './rules/timeout-over-retries.ts';
import { rule as timeoutOverSender } from './rules/timeout-over-sender.ts';
import { rule as tlsNotVerified } from './rules/tls-not-verified.ts';
import { rule as tlsOldVersion } from './rules/tls-old-version.ts';
import { rule as unusedAnchor } from './rules/unused-anchor.ts';
import { rule as unusedComponent } from './rules/unused-component.ts';
import { rule as waitForResultWithStorage } from './rules/wait-for-result-with-storage.ts';
import { rule as yamlBooleanWord } from './rules/yaml-boolean-word.ts';
import { rule as yamlFraction } from './rules/yaml-fraction.ts';
import { rule as yamlNumberAsText } from './rules/yaml-number-as-text.ts';
import { rule as yamlOctal } from './rules/yaml-octal.ts';
import { rule as zpagesExposed } from './rules/zpages-exposed.ts';
import type { LintRule } from './rule.ts';

export const rules: readonly LintRule[] = [
  authWithoutTls,
  batchBeforePersistentQueue,
  batchBeforeSampling,
  batchLosesRejected,
  batchMaxSize,
  batchProcessor,
  compressionOff,
  corsAnyOrigin,
  debugExporterBesideOthers,
  debugExporterDetailed,
  deltaToPrometheus,
  deprecatedComponent,
  deprecatedKey,
  duplicateExport,
  durationWithoutUnit,
  errorModePropagate,
  exportLoop,
  fileExporterWithoutRotation,
  fileStorageInTemporaryFolder,
  fileStorageWithoutCompaction,
  groupByTraceBeforeTailSampling,
  guessedVariable,
  healthCheckMissing,
  highCardinalityDimension,
  k8sAttributesOrder,
  kafkaMarksBeforeExport,
  kafkaWithoutAcks,
  keepaliveMissing,
  listeningOnAllInterfaces,
  logOffsetsWithoutStorage,
  logReceiverWithoutRetry,
  memoryLimiterFirst,
  memoryLimiterInterval,
  memoryLimiterMissing,
  memoryLimiterOverContainer,
  memoryLimiterPercentage,
  memoryLimiterSpike,
  memoryLimiterTwoLimits,
  metadataKeysWithoutMetadata,
  metricsAfterProbabilisticSampling,
  metricsAfterTailSampling,
  otlpBothProtocolsExposed,
  otlpEndpointWithPath,
  otlpPortOfOtherProtocol,
  pipelineWithoutEffect,
  plainTextExport,
  pprofExposed,
  probabilisticSamplerHashSeed,
  probabilisticSamplerPercentage,
  prometheusMetricExpiration,
  queueDisabled,
  queueWithoutStorage,
  receiverWithoutAuth,
  redactionMissing,
  redactionRemovesEverything,
  redactionSummaryDebug,
  removedAfterExport,
  resourceDetectionOrder,
  resourceDetectionOverride,
  retriesDisabled,
  retriesEndless,
  routingContextOfOtherSignal,
  routingWithoutDefault,
  secretInClearText,
  spanMetricsBuckets,
  spanMetricsCardinalityLimit,
  spanMetricsExpiration,
  tailSamplingBalanced,
  tailSamplingBlocksForever,
  tailSamplingDecisionCache,
  tailSamplingInvertedMatch,
  tailSamplingNumTraces,
  tailSamplingNumericLimits,
  tailSamplingPolicyOfNothing,
  tailSamplingShadowedPolicy,
  tailSamplingUnknownPolicy,
  telemetryLogsDebug,
  telemetryOff,
  timeoutDisabled,
  timeoutOverRetries,
  timeoutOverSender,
  tlsNotVerified,
  tlsOldVersion,
  unusedAnchor,
  unusedComponent,
  waitForResultWithStorage,
  yamlBooleanWord,
  yamlFraction,
  yamlNumberAsText,
  yamlOctal,
  zpagesExposed,
];
