import { type Backend, withStandardPath } from '../backend.ts';

export const backend: Backend = {
  id: 'datadog',
  title: 'Datadog',
  sources: [
    'https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/traces/',
    'https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/metrics/',
    'https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/logs/',
  ],
  unverified:
    'Datadog calls the endpoint for traces a preview in some of its pages; an account for which it is not switched on needs the `dd-otlp-source` header that Datadog gives it, by `OTEL_EXPORTER_OTLP_TRACES_HEADERS`. There is no endpoint for the site `ddog-gov.com`.',
  needs: ['datadogApiKey'],
  takes: ['datadogSite'],
  signals: ['traces', 'metrics', 'logs'],
  // "Ensure only delta metrics are sent" is the first step of its page for metrics.
  temporality: 'delta',
  compression: 'gzip',
  url: (signal, { datadogSite }) => withStandardPath(`https://otlp.${datadogSite}`, signal),
  headers: (_signal, { datadogApiKey = '' }) => ({ 'dd-api-key': datadogApiKey }),
};
