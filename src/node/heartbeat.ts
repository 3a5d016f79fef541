import { metrics } from '@opentelemetry/api';
import { VERSION } from '../core/version.ts';

/** Tells with each export of metrics that this service lives, as a job does that calls `binnacle heartbeat`. */
export const startHeartbeat = (id: string | undefined): void => {
  if (id === undefined) return;
  metrics
    .getMeter('binnacle', VERSION)
    .createObservableGauge('heartbeat_success_time_seconds', {
      unit: 's',
      description: 'When this service last said that it lives, since 1970',
    })
    .addCallback((result) => result.observe(Date.now() / 1_000, { heartbeat: id }));
};
