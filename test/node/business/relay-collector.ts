import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../backends/ports.ts';
import { startCollector } from '../../backends/start-collector.ts';

/** A Collector that sends on what it gets. */
export interface RelayCollector {
  readonly url: string;
  stop(): Promise<void>;
}

const configuration = (port: number, health: number, to: string): string => `
receivers:
  otlp: { protocols: { http: { endpoint: 127.0.0.1:${port} } } }
exporters:
  otlp_http: { endpoint: "${to}", encoding: json, compression: none }
extensions:
  health_check: { endpoint: 127.0.0.1:${health} }
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { receivers: [otlp], exporters: [otlp_http] }
    metrics: { receivers: [otlp], exporters: [otlp_http] }
    logs: { receivers: [otlp], exporters: [otlp_http] }
`;

export const startRelayCollector = async (binary: string, to: string): Promise<RelayCollector> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-relay-'));
  const [port = 0, health = 0] = await freePorts(2);
  const config = join(folder, 'collector.yaml');
  await writeFile(config, configuration(port, health, to));
  const running = await startCollector({
    binary,
    configs: [config],
    healthUrl: `http://127.0.0.1:${health}`,
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
