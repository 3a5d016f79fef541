import type { CollectorBackend } from '../backend.ts';

export const backend: CollectorBackend = {
  id: 'debug',
  title: 'a line a batch in the log of the Collector',
  source: 'https://github.com/open-telemetry/opentelemetry-collector/tree/v0.155.0/exporter/debugexporter',
  signals: ['traces', 'metrics', 'logs'],
  exporters: ({ name, signals }) => [
    {
      id: name === 'debug' ? 'debug' : `debug/${name}`,
      signals,
      config: { verbosity: 'basic' },
      comments: [[['verbosity'], 'How much came, and nothing of what is in it: logs are read by many.']],
    },
  ],
};
