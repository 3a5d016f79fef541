import { BUSINESS } from './business.ts';
import { CALLS } from './calls.ts';
import { COLLECTOR } from './collector.ts';
import { DATABASE } from './database.ts';
import { ERRORS } from './errors.ts';
import { HOST } from './host.ts';
import { HTTP } from './http.ts';
import { NODE_EXPORTER } from './node-exporter.ts';
import { NODE_RUNTIME } from './node-runtime.ts';
import { PROBES } from './probes.ts';
import { PROCESS } from './process.ts';
import { SDK } from './sdk.ts';
import { SERVERS } from './servers.ts';
import { SPAN_METRICS } from './span-metrics.ts';
import { TAIL_SAMPLING } from './tail-sampling.ts';
import { WEB } from './web.ts';

/** Every metric that dashboards, alerts and objectives may name. */
export const METRICS = {
  ...HTTP,
  ...DATABASE,
  ...BUSINESS,
  ...CALLS,
  ...ERRORS,
  ...NODE_RUNTIME,
  ...PROCESS,
  ...HOST,
  ...SDK,
  ...SPAN_METRICS,
  ...WEB,
  ...COLLECTOR,
  ...TAIL_SAMPLING,
  ...SERVERS,
  ...NODE_EXPORTER,
  ...PROBES,
} as const;
