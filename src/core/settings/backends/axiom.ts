import { type Backend, withStandardPath } from '../backend.ts';

export const backend: Backend = {
  id: 'axiom',
  title: 'Axiom',
  sources: ['https://axiom.co/docs/send-data/opentelemetry'],
  unverified:
    'Axiom calls its support for metrics a public preview, and wants a dataset of its own for each signal. Its page recommends no temporality. Its Collector examples use zstd; that it takes gzip was not found there, so nothing is compressed.',
  needs: ['axiomToken', 'axiomDataset'],
  takes: ['axiomUrl', 'axiomLogsDataset', 'axiomMetricsDataset'],
  signals: ['traces', 'metrics', 'logs'],
  temporality: 'cumulative',
  compression: 'none',
  url: (signal, { axiomUrl, axiomMetricsDataset }) =>
    signal === 'metrics' && axiomMetricsDataset === undefined
      ? undefined
      : withStandardPath(axiomUrl, signal),
  headers: (signal, { axiomToken, axiomDataset = '', axiomLogsDataset, axiomMetricsDataset = '' }) => ({
    authorization: `Bearer ${axiomToken}`,
    ...(signal === 'metrics'
      ? { 'x-axiom-metrics-dataset': axiomMetricsDataset }
      : { 'x-axiom-dataset': (signal === 'logs' ? axiomLogsDataset : undefined) ?? axiomDataset }),
  }),
};
