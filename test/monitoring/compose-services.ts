import { join } from 'node:path';
import { run } from '../backends/run.ts';

const root = join(import.meta.dirname, '../..');

export interface ComposeService {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly host_ip: string }[];
  readonly mem_limit?: string;
  readonly volumes?: readonly { readonly source: string; readonly target: string }[];
}

/** The services of the compose file, and of those laid over it, as docker compose understands them in this environment. */
export const composeServices = async (
  dockerCompose: string,
  env: Readonly<Record<string, string | undefined>>,
  ...over: readonly string[]
): Promise<Record<string, ComposeService>> =>
  JSON.parse(
    await run(
      dockerCompose,
      [
        ...['docker-compose.monitoring.yml', ...over].flatMap((file) => ['-f', join(root, file)]),
        ...['config', '--format', 'json'],
      ],
      { env },
    ),
  ).services;
