// Written by `npm run generate`.
import { alert as certificateExpiresSoon } from './alerts/certificate-expires-soon.ts';
import { alert as certificateExpiring } from './alerts/certificate-expiring.ts';
import { alert as collectorLosingData } from './alerts/collector-losing-data.ts';
import { alert as collectorMemoryShort } from './alerts/collector-memory-short.ts';
import { alert as collectorQueueFilling } from './alerts/collector-queue-filling.ts';
import { alert as collectorRefusing } from './alerts/collector-refusing.ts';
import { alert as collectorRestarting } from './alerts/collector-restarting.ts';
import { alert as configurationRefused } from './alerts/configuration-refused.ts';
import { alert as databaseConnectionLeaked } from './alerts/database-connection-leaked.ts';
import { alert as databasePoolExhausted } from './alerts/database-pool-exhausted.ts';
import { alert as databaseSlowQueries } from './alerts/database-slow-queries.ts';
import { alert as dependencyFailing } from './alerts/dependency-failing.ts';
import { alert as dependencySlow } from './alerts/dependency-slow.ts';
import { alert as diskFilling } from './alerts/disk-filling.ts';
import { alert as diskFull } from './alerts/disk-full.ts';
import { alert as endpointClientErrors } from './alerts/endpoint-client-errors.ts';
import { alert as endpointErrorRatio } from './alerts/endpoint-error-ratio.ts';
import { alert as endpointLatency } from './alerts/endpoint-latency.ts';
import { alert as endpointLatencyUnusual } from './alerts/endpoint-latency-unusual.ts';
import { alert as errorGroupsLeftOut } from './alerts/error-groups-left-out.ts';
import { alert as errorNew } from './alerts/error-new.ts';
import { alert as errorRegressed } from './alerts/error-regressed.ts';
import { alert as eventLoopBlocked } from './alerts/event-loop-blocked.ts';
import { alert as eventLoopLag } from './alerts/event-loop-lag.ts';
import { alert as externalLatency } from './alerts/external-latency.ts';
import { alert as garbageCollection } from './alerts/garbage-collection.ts';
import { alert as heapGrowth } from './alerts/heap-growth.ts';
import { alert as heartbeatMissing } from './alerts/heartbeat-missing.ts';
import { alert as hostDown } from './alerts/host-down.ts';
import { alert as httpConnectionLeaked } from './alerts/http-connection-leaked.ts';
import { alert as memoryLeak } from './alerts/memory-leak.ts';
import { alert as memorySaturated } from './alerts/memory-saturated.ts';
import { alert as notificationsFailing } from './alerts/notifications-failing.ts';
import { alert as probeFailed } from './alerts/probe-failed.ts';
import { alert as probeSilent } from './alerts/probe-silent.ts';
import { alert as probeSlow } from './alerts/probe-slow.ts';
import { alert as processCrashLoop } from './alerts/process-crash-loop.ts';
import { alert as processCrashed } from './alerts/process-crashed.ts';
import { alert as processorSaturated } from './alerts/processor-saturated.ts';
import { alert as prometheusRefusingSamples } from './alerts/prometheus-refusing-samples.ts';
import { alert as prometheusStorageDamaged } from './alerts/prometheus-storage-damaged.ts';
import { alert as remoteWriteBehind } from './alerts/remote-write-behind.ts';
import { alert as remoteWriteLosingData } from './alerts/remote-write-losing-data.ts';
import { alert as rulesFailing } from './alerts/rules-failing.ts';
import { alert as samplingTooEarly } from './alerts/sampling-too-early.ts';
import { alert as sdkLosingData } from './alerts/sdk-losing-data.ts';
import { alert as seriesGrowing } from './alerts/series-growing.ts';
import { alert as serviceApdex } from './alerts/service-apdex.ts';
import { alert as serviceSilent } from './alerts/service-silent.ts';
import { alert as serviceThroughputDrop } from './alerts/service-throughput-drop.ts';
import { alert as slaViolated } from './alerts/sla-violated.ts';
import { alert as targetDown } from './alerts/target-down.ts';
import { alert as traceStoreFailing } from './alerts/trace-store-failing.ts';
import { alert as webErrors } from './alerts/web-errors.ts';
import { alert as webSeriesDropped } from './alerts/web-series-dropped.ts';
import { alert as webVitalsRegression } from './alerts/web-vitals-regression.ts';
import type { Alert } from './alert.ts';

export const alerts: readonly Alert[] = [
  certificateExpiresSoon,
  certificateExpiring,
  collectorLosingData,
  collectorMemoryShort,
  collectorQueueFilling,
  collectorRefusing,
  collectorRestarting,
  configurationRefused,
  databaseConnectionLeaked,
  databasePoolExhausted,
  databaseSlowQueries,
  dependencyFailing,
  dependencySlow,
  diskFilling,
  diskFull,
  endpointClientErrors,
  endpointErrorRatio,
  endpointLatency,
  endpointLatencyUnusual,
  errorGroupsLeftOut,
  errorNew,
  errorRegressed,
  eventLoopBlocked,
  eventLoopLag,
  externalLatency,
  garbageCollection,
  heapGrowth,
  heartbeatMissing,
  hostDown,
  httpConnectionLeaked,
  memoryLeak,
  memorySaturated,
  notificationsFailing,
  probeFailed,
  probeSilent,
  probeSlow,
  processCrashLoop,
  processCrashed,
  processorSaturated,
  prometheusRefusingSamples,
  prometheusStorageDamaged,
  remoteWriteBehind,
  remoteWriteLosingData,
  rulesFailing,
  samplingTooEarly,
  sdkLosingData,
  seriesGrowing,
  serviceApdex,
  serviceSilent,
  serviceThroughputDrop,
  slaViolated,
  targetDown,
  traceStoreFailing,
  webErrors,
  webSeriesDropped,
  webVitalsRegression,
];
