import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTopology } from '../../../src/collector/generate/check-topology.ts';
import {
  type FileRole,
  generateConfiguration,
} from '../../../src/collector/generate/generate-configuration.ts';
import type { Topology } from '../../../src/collector/generate/topology.ts';
import { freePorts } from '../../backends/ports.ts';
import { startCollector } from '../../backends/start-collector.ts';

export interface GeneratedCollector {
  readonly grpc: string;
  readonly directory: string;
  send(signal: 'traces' | 'metrics' | 'logs', request: object): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The Collector of the topology. */
  readonly role?: FileRole;
  /** Laid over it. */
  readonly over?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** One Collector of a topology, as it was generated, at ports of its own. */
export const startGenerated = async (
  binary: string,
  given: Topology,
  { role = 'collector', over, env = {} }: StartOptions = {},
): Promise<GeneratedCollector> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-generated-'));
  const [grpc, http, health, metrics] = await freePorts(4);
  const at = (port: number | undefined): string => `127.0.0.1:${port}`;
  const topology: Topology = {
    ...given,
    listen: { ...given.listen, grpc: at(grpc), http: at(http) },
    ...(given.samplers && { samplers: { ...given.samplers, listen: at(grpc) } }),
    queue: given.queue ?? join(directory, 'queue'),
    health: at(health),
    telemetry: at(metrics),
  };
  const faults = checkTopology(topology);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const { files, collectors } = generateConfiguration(topology);
  for (const { name, text } of files) await writeFile(join(directory, name), text);
  const main = files.find((file) => file.role === role)?.name ?? '';
  const own = collectors.find((collector) => collector.files.includes(main))?.files ?? [];
  if (over !== undefined) await writeFile(join(directory, 'over.yaml'), over);
  const collector = await startCollector({
    binary,
    configs: [...own, ...(over === undefined ? [] : ['over.yaml'])],
    healthUrl: `http://${at(health)}/-/healthy`,
    cwd: directory,
    env: { BINNACLE_SPAN_METRICS_INTERVAL: '100ms', ...env },
  });
  return {
    grpc: at(grpc),
    directory,
    send: async (signal, request) => {
      const response = await fetch(`http://${at(http)}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}\n${collector.output()}`);
    },
    stop: async () => {
      await collector.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};
