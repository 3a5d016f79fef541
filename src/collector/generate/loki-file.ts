import { backend } from './backends/loki.ts';
import type { CollectorConfig } from './config.ts';
import { fromEnvironment } from './environment.ts';
import { WRITTEN_BY_GENERATE } from './own.ts';
import { renderConfig } from './render.ts';

/** Of what services log; the audit trail is another, so that nothing that comes through the Collector gets into it. */
const TENANT = 'logs';

/** The text of `collector/loki.yaml`: logs to Loki in the place of a file. */
export const renderLokiFile = (): string => {
  const [exporter] = backend.exporters({
    use: { type: 'loki' },
    name: 'loki',
    signals: ['logs'],
    endpoint: fromEnvironment('BINNACLE_LOKI_OTLP_URL'),
    headers: { [String(backend.tenantHeader)]: TENANT },
    variableSuffix: '',
    nameSuffix: '',
    isStored: true,
  });
  if (!exporter) throw new Error('no exporter for Loki');
  const config: CollectorConfig = {
    exporters: { [exporter.id]: exporter.config },
    service: { pipelines: { logs: { exporters: [exporter.id] } } },
  } as unknown as CollectorConfig;
  return renderConfig(config, [
    ...WRITTEN_BY_GENERATE,
    'Logs to Loki and not to a file, which this list replaces: one more --config behind collector.yaml.',
  ]);
};
