import type { Backend } from '../backend.ts';

/** Its paths are not those of OTLP. */
const PATHS = { traces: '/v2/trace/otlp', metrics: '/v2/datapoint/otlp', logs: undefined } as const;

export const backend: Backend = {
  id: 'splunk',
  title: 'Splunk Observability Cloud',
  sources: [
    'https://help.splunk.com/splunk-observability-cloud/manage-data/other-data-ingestion-methods/other-data-ingestion-methods/send-traces-to-splunk-observability-cloud-using-the-grpc-endpoint',
    'https://splunk.github.io/observability-workshop/latest/en/other/5-opentelemetry-collector/5-exporters/1-otlphttp/index.html',
    'https://github.com/signalfx/splunk-otel-js',
  ],
  unverified:
    'It has no endpoint for logs by OTLP. Its own distribution for Node.js sends cumulative metrics; it recommends neither temporality.',
  needs: ['splunkAccessToken', 'splunkRealm'],
  takes: [],
  signals: ['traces', 'metrics'],
  temporality: 'cumulative',
  compression: 'gzip',
  url: (signal, { splunkRealm }) => {
    const path = PATHS[signal];
    return splunkRealm === undefined || path === undefined
      ? undefined
      : `https://ingest.${splunkRealm}.signalfx.com${path}`;
  },
  headers: (_signal, { splunkAccessToken = '' }) => ({ 'x-sf-token': splunkAccessToken }),
};
