import { base64Of } from '../../base64.ts';
import { type Backend, withStandardPath } from '../backend.ts';

export const backend: Backend = {
  id: 'grafana-cloud',
  title: 'Grafana Cloud',
  sources: ['https://grafana.com/docs/grafana-cloud/send-data/otlp/send-data-otlp/'],
  unverified:
    "The names of the variables are this project's: Grafana gives the whole `OTEL_EXPORTER_OTLP_HEADERS`, which works too, without `BINNACLE_BACKEND`.",
  needs: ['grafanaCloudToken', 'grafanaCloudInstanceId', 'grafanaCloudOtlpEndpoint'],
  takes: [],
  signals: ['traces', 'metrics', 'logs'],
  // Its metrics are Prometheus'.
  temporality: 'cumulative',
  compression: 'gzip',
  url: (signal, { grafanaCloudOtlpEndpoint }) =>
    grafanaCloudOtlpEndpoint === undefined ? undefined : withStandardPath(grafanaCloudOtlpEndpoint, signal),
  headers: (_signal, { grafanaCloudInstanceId, grafanaCloudToken }) => ({
    authorization: `Basic ${base64Of(`${grafanaCloudInstanceId}:${grafanaCloudToken}`)}`,
  }),
};
