import { type Backend, withStandardPath } from '../backend.ts';

export const backend: Backend = {
  id: 'elastic',
  title: 'Elastic',
  sources: ['https://www.elastic.co/docs/reference/opentelemetry/motlp/managed-otlp-endpoint'],
  unverified:
    'This is the managed OTLP endpoint of Elastic Cloud. A cluster of your own needs a Collector in front of it.',
  needs: ['elasticApiKey', 'elasticOtlpEndpoint'],
  takes: [],
  signals: ['traces', 'metrics', 'logs'],
  // Cumulative histograms are dropped there.
  temporality: 'delta',
  compression: 'gzip',
  url: (signal, { elasticOtlpEndpoint }) =>
    elasticOtlpEndpoint === undefined ? undefined : withStandardPath(elasticOtlpEndpoint, signal),
  headers: (_signal, { elasticApiKey }) => ({ authorization: `ApiKey ${elasticApiKey}` }),
};
