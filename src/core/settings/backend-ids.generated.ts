// Written by `npm run generate`.
export const BACKEND_IDS = [
  'axiom',
  'datadog',
  'dynatrace',
  'elastic',
  'grafana-cloud',
  'honeycomb',
  'newrelic',
  'sentry',
  'splunk',
] as const;
