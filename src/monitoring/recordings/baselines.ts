import { createBaseline } from '../baseline.ts';
import type { Recording } from '../recording.ts';
import { endpointClientErrorRatio, endpointP95 } from './endpoints.ts';
import { serviceRate } from './services.ts';

export const p95Baseline = createBaseline(endpointP95);
export const clientErrorBaseline = createBaseline(endpointClientErrorRatio);
export const rateBaseline = createBaseline(serviceRate);

/** What is usual for an endpoint’s durations and refusals, and a service’s traffic. */
export const recording: Recording = {
  id: 'baselines',
  rules: [...p95Baseline.rules, ...clientErrorBaseline.rules, ...rateBaseline.rules],
};
