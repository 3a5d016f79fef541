import { backends } from './groups/backends.ts';
import { business } from './groups/business.ts';
import { databases } from './groups/databases.ts';
import { delivery } from './groups/delivery.ts';
import { errors } from './groups/errors.ts';
import { general } from './groups/general.ts';
import { instrumentations } from './groups/instrumentations.ts';
import { limits } from './groups/limits.ts';
import { otlp, otlpLogs, otlpMetrics, otlpTraces } from './groups/otlp.ts';
import { profiling } from './groups/profiling.ts';
import { redaction } from './groups/redaction.ts';
import { rum } from './groups/rum.ts';
import { sampling } from './groups/sampling.ts';
import { logs, metrics, traces } from './groups/signals.ts';
import { sources } from './groups/sources.ts';
import { alerts, docker, retention, up } from './groups/stack.ts';
import { startup } from './groups/startup.ts';
import type { Setting } from './setting.ts';

/** The groups of settings in the order of the documentation. */
export const SETTING_GROUPS = [
  { title: 'General', settings: general },
  { title: 'Configuration file', settings: sources },
  { title: 'Backends without a Collector', settings: backends },
  { title: 'Start-up', settings: startup },
  { title: 'Instrumentations', settings: instrumentations },
  { title: 'Redaction', settings: redaction },
  { title: 'Sampling', settings: sampling },
  { title: 'OTLP, all signals', settings: otlp },
  { title: 'OTLP, traces', settings: otlpTraces },
  { title: 'OTLP, metrics', settings: otlpMetrics },
  { title: 'OTLP, logs', settings: otlpLogs },
  { title: 'Delivery', settings: delivery },
  { title: 'Traces', settings: traces },
  { title: 'Metrics', settings: metrics },
  { title: 'Logs', settings: logs },
  { title: 'Business transactions', settings: business },
  { title: 'Errors', settings: errors },
  { title: 'Databases', settings: databases },
  { title: 'Profiling', settings: profiling },
  { title: 'Limits', settings: limits },
  { title: 'Real-user monitoring', settings: rum },
  { title: 'Embedded backend', settings: up },
  { title: 'Compose file', settings: docker },
  { title: 'Retention', settings: retention },
  { title: 'Alerts', settings: alerts },
] as const;

/** Every setting there is. */
export const SETTINGS = {
  ...general,
  ...sources,
  ...backends,
  ...startup,
  ...instrumentations,
  ...redaction,
  ...sampling,
  ...otlp,
  ...otlpTraces,
  ...otlpMetrics,
  ...otlpLogs,
  ...delivery,
  ...traces,
  ...metrics,
  ...logs,
  ...business,
  ...errors,
  ...databases,
  ...profiling,
  ...limits,
  ...rum,
  ...up,
  ...docker,
  ...retention,
  ...alerts,
} as const;

export type SettingKey = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer T, infer D> ? T | D : never;

/** The values of all settings. */
export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof SETTINGS)[K]> };
