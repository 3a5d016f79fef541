// Written by `npm run generate`.
import { alert as collectorLosingData } from './alerts/collector-losing-data.ts';
import { alert as collectorQueueFilling } from './alerts/collector-queue-filling.ts';
import { alert as endpointErrorRatio } from './alerts/endpoint-error-ratio.ts';
import { alert as endpointLatency } from './alerts/endpoint-latency.ts';
import { alert as eventLoopLag } from './alerts/event-loop-lag.ts';
import { alert as serviceSilent } from './alerts/service-silent.ts';
import { alert as targetDown } from './alerts/target-down.ts';
import type { Alert } from './alert.ts';

export const alerts: readonly Alert[] = [
  collectorLosingData,
  collectorQueueFilling,
  endpointErrorRatio,
  endpointLatency,
  eventLoopLag,
  serviceSilent,
  targetDown,
];
