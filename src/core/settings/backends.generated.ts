// Written by `npm run generate`.
import { backend as axiom } from './backends/axiom.ts';
import { backend as datadog } from './backends/datadog.ts';
import { backend as dynatrace } from './backends/dynatrace.ts';
import { backend as elastic } from './backends/elastic.ts';
import { backend as grafanaCloud } from './backends/grafana-cloud.ts';
import { backend as honeycomb } from './backends/honeycomb.ts';
import { backend as newrelic } from './backends/newrelic.ts';
import { backend as sentry } from './backends/sentry.ts';
import { backend as splunk } from './backends/splunk.ts';
import type { Backend } from './backend.ts';

export const backends: readonly Backend[] = [
  axiom,
  datadog,
  dynatrace,
  elastic,
  grafanaCloud,
  honeycomb,
  newrelic,
  sentry,
  splunk,
];
