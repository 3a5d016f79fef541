import { type Backend, withStandardPath } from '../backend.ts';

const API = '/api/v2/otlp';

export const backend: Backend = {
  id: 'dynatrace',
  title: 'Dynatrace',
  sources: [
    'https://docs.dynatrace.com/docs/shortlink/api-otlp-traces',
    'https://docs.dynatrace.com/docs/shortlink/send-metrics-via-otlp-exporter',
  ],
  unverified:
    "The names of the variables are this project's: Dynatrace has none for OTLP. The token needs the scopes `openTelemetryTrace.ingest`, `metrics.ingest` and `logs.ingest`.",
  needs: ['dynatraceApiToken', 'dynatraceEndpoint'],
  takes: [],
  signals: ['traces', 'metrics', 'logs'],
  // As its own example sets it.
  temporality: 'delta',
  compression: 'gzip',
  url: (signal, { dynatraceEndpoint }) => {
    if (dynatraceEndpoint === undefined) return undefined;
    const base = dynatraceEndpoint.replace(/\/+$/, '');
    return withStandardPath(base.endsWith(API) ? base : `${base}${API}`, signal);
  },
  headers: (_signal, { dynatraceApiToken }) => ({ authorization: `Api-Token ${dynatraceApiToken}` }),
};
