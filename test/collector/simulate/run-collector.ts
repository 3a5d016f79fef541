import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../../backends/ports.ts';
import { startCollector } from '../../backends/start-collector.ts';

/** One pipeline: its processors in order, each with its settings. */
export type Processors = Readonly<Record<string, object>>;

const idIn = (pipeline: string, processor: string): string => `${processor}/${pipeline}`;

/** The processors of a pipeline, under ids of its own, as a configuration has them. */
export const configurationOf = (
  pipelines: Readonly<Record<string, Processors>>,
): Record<string, unknown> => ({
  receivers: { otlp: { protocols: { http: { endpoint: `\${env:ENDPOINT}` } } } },
  processors: Object.fromEntries(
    Object.entries(pipelines).flatMap(([name, processors]) =>
      Object.entries(processors).map(([type, settings]) => [idIn(name, type), settings]),
    ),
  ),
  exporters: Object.fromEntries(
    Object.keys(pipelines).map((name) => [
      `file/${name}`,
      { path: `\${env:FOLDER}/${name}.binpb`, format: 'proto' },
    ]),
  ),
  extensions: { health_check: { endpoint: `\${env:HEALTH}` } },
  service: {
    extensions: ['health_check'],
    telemetry: { metrics: { level: 'none' } },
    pipelines: Object.fromEntries(
      Object.entries(pipelines).map(([name, processors]) => [
        `traces/${name}`,
        {
          receivers: ['otlp'],
          processors: Object.keys(processors).map((type) => idIn(name, type)),
          exporters: [`file/${name}`],
        },
      ]),
    ),
  },
});

/**
 * Sends requests through the real Collector and stops it, upon which it decides what is still waiting.
 * What came out of each pipeline is a file of its name in the folder, as the file exporter writes protobuf.
 */
export const runCollector = async (
  binary: string,
  folder: string,
  pipelines: Readonly<Record<string, Processors>>,
  requests: readonly object[],
): Promise<(pipeline: string) => Promise<string>> => {
  await mkdir(folder, { recursive: true });
  const config = join(folder, 'collector.json');
  await writeFile(config, JSON.stringify(configurationOf(pipelines)));
  const [port, health] = await freePorts(2);
  const collector = await startCollector({
    binary,
    configs: [config],
    env: { ENDPOINT: `127.0.0.1:${port}`, HEALTH: `127.0.0.1:${health}`, FOLDER: folder },
    healthUrl: `http://127.0.0.1:${health}/`,
  });
  try {
    for (const request of requests) {
      const response = await fetch(`http://127.0.0.1:${port}/v1/traces`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}\n${collector.output()}`);
    }
  } finally {
    await collector.stop();
  }
  return async (pipeline) => {
    const path = join(folder, `${pipeline}.binpb`);
    await readFile(path);
    return path;
  };
};
