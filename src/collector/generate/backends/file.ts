import type { BackendSignal } from '../../../core/settings/backend.ts';
import type { CollectorBackend } from '../backend.ts';
import { FLUSH_TIMEOUT } from '../delivery.ts';
import { fromEnvironment } from '../environment.ts';

export const backend: CollectorBackend = {
  id: 'file',
  title: 'files of OTLP as JSON, one a signal',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.155.0/exporter/fileexporter',
  signals: ['traces', 'metrics', 'logs'],
  endpoint: { kind: 'folder', default: './binnacle-data', example: '/var/lib/otelcol/files' },
  exporters: ({ use, name, nameSuffix, endpoint, signals }) => {
    const isNamed = use.name !== undefined && use.name !== 'file';
    const idOf = (signal: BackendSignal): string =>
      isNamed || nameSuffix !== '' ? `file/${name}-${signal}` : `file/${signal}`;
    return signals.map((signal) => ({
      id: idOf(signal),
      signals: [signal],
      config: {
        path: `${endpoint}/${isNamed ? `${use.name}-` : ''}${signal}${nameSuffix}.jsonl`,
        create_directory: true,
        flush_interval: FLUSH_TIMEOUT,
        rotation: {
          max_megabytes: 100,
          max_days: fromEnvironment('LOGS_RETENTION_DAYS'),
          max_backups: 100,
        },
      },
      comments: [
        [
          ['rotation'],
          'The file that is being written to is never removed for its age, only those that are full.',
        ],
      ],
    }));
  },
};
