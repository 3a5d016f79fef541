// Written by `npm run generate`.
import { dashboard as alerts } from './dashboards/alerts.ts';
import { dashboard as business } from './dashboards/business.ts';
import { dashboard as capacity } from './dashboards/capacity.ts';
import { dashboard as cardinality } from './dashboards/cardinality.ts';
import { dashboard as database } from './dashboards/database.ts';
import { dashboard as endpointDetail } from './dashboards/endpoint-detail.ts';
import { dashboard as errors } from './dashboards/errors.ts';
import { dashboard as executiveSummary } from './dashboards/executive-summary.ts';
import { dashboard as externalCalls } from './dashboards/external-calls.ts';
import { dashboard as host } from './dashboards/host.ts';
import { dashboard as logs } from './dashboards/logs.ts';
import { dashboard as pipeline } from './dashboards/pipeline.ts';
import { dashboard as runtime } from './dashboards/runtime.ts';
import { dashboard as serviceOverview } from './dashboards/service-overview.ts';
import { dashboard as slo } from './dashboards/slo.ts';
import { dashboard as uptime } from './dashboards/uptime.ts';
import { dashboard as webExperience } from './dashboards/web-experience.ts';
import type { Dashboard } from './dashboard.ts';

export const dashboards: readonly Dashboard[] = [
  alerts,
  business,
  capacity,
  cardinality,
  database,
  endpointDetail,
  errors,
  executiveSummary,
  externalCalls,
  host,
  logs,
  pipeline,
  runtime,
  serviceOverview,
  slo,
  uptime,
  webExperience,
];
