import { type Backend, withStandardPath } from '../backend.ts';

export const backend: Backend = {
  id: 'honeycomb',
  title: 'Honeycomb',
  sources: [
    'https://docs.honeycomb.io/send-data/opentelemetry',
    'https://docs.honeycomb.io/send-data/metrics/application',
    'https://docs.honeycomb.io/get-started/honeycomb/metrics-in-honeycomb',
  ],
  unverified:
    'Honeycomb takes both temporalities and recommends neither. Without a dataset, metrics go to `unknown_metrics`. The header for the dataset is sent with metrics only, as keys of environments want it; for the keys of Honeycomb Classic set `OTEL_EXPORTER_OTLP_HEADERS=x-honeycomb-dataset=…`.',
  needs: ['honeycombApiKey'],
  takes: ['honeycombApiEndpoint', 'honeycombDataset'],
  signals: ['traces', 'metrics', 'logs'],
  temporality: 'cumulative',
  compression: 'gzip',
  url: (signal, { honeycombApiEndpoint }) => withStandardPath(honeycombApiEndpoint, signal),
  headers: (signal, { honeycombApiKey = '', honeycombDataset }) => ({
    'x-honeycomb-team': honeycombApiKey,
    ...(signal === 'metrics' && honeycombDataset && { 'x-honeycomb-dataset': honeycombDataset }),
  }),
};
