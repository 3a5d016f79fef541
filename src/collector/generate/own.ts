import type { RedactionPolicy } from '../../core/redaction/policy.ts';
import { fromEnvironment } from './environment.ts';
import type { GenerateOptions } from './generate-configuration.ts';
import type { Topology } from './topology.ts';

/** The Collector of `collector/`: every address can be set where it is started. */
export const ownTopology = (redaction: RedactionPolicy = {}): Topology => ({
  topology: 'single',
  backends: [
    { type: 'jaeger', endpoint: fromEnvironment('BINNACLE_JAEGER_ENDPOINT') },
    { type: 'prometheus', endpoint: fromEnvironment('BINNACLE_PROMETHEUS_OTLP_URL') },
    { type: 'file', signals: ['logs'], endpoint: fromEnvironment('BINNACLE_LOGS_DIRECTORY') },
  ],
  listen: {
    grpc: fromEnvironment('BINNACLE_OTLP_GRPC_ENDPOINT'),
    http: fromEnvironment('BINNACLE_OTLP_HTTP_ENDPOINT'),
  },
  redaction,
  queue: fromEnvironment('BINNACLE_QUEUE_DIRECTORY'),
  memoryMib: fromEnvironment('BINNACLE_COLLECTOR_MEMORY_MIB'),
  health: fromEnvironment('BINNACLE_COLLECTOR_HEALTH_ENDPOINT'),
  telemetry: `${fromEnvironment('BINNACLE_COLLECTOR_METRICS_HOST')}:${fromEnvironment('BINNACLE_COLLECTOR_METRICS_PORT')}`,
});

export const WRITTEN_BY_GENERATE = ['Written by `npm run generate` from src/collector and src/core.'];

export const OWN_OPTIONS: GenerateOptions = {
  written: WRITTEN_BY_GENERATE,
  summary: [
    'Binnacle’s Collector: OTLP in, redaction, span metrics, sampling; Jaeger, Prometheus and a log file out.',
    'Start it with its redaction, and with a sampling preset:',
    '--config=collector.yaml --config=redaction.yaml --config=sampling/production.yaml',
    'Without a preset it keeps every trace; without redaction it does not start, so that nobody forgets it.',
    'A later file replaces lists and merges maps of an earlier one.',
  ],
  names: { collector: 'collector.yaml', redaction: 'redaction.yaml' },
  isSampledByFile: true,
};
