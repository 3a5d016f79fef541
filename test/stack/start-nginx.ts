import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepts } from '../backends/ports.ts';
import { type RunningServer, startServer } from '../backends/start.ts';
import { shipped } from '../integration/stack-files.ts';

export interface NginxOptions {
  readonly binary: string;
  /** Under deploy/secure. */
  readonly config: 'proxy.conf' | 'metrics.conf' | 'browsers.conf';
  readonly otlp?: 'token' | 'certificate';
  /** What /etc/binnacle is in the container. */
  readonly files: string;
  /** For what it writes. */
  readonly directory: string;
  /** Its own ports and the addresses of others, by what the shipped file has. */
  readonly replace: Readonly<Record<string, string>>;
  readonly port: number;
}

/** Runs a shipped configuration; only ports, addresses and folders are those of this run. */
export const startNginx = (options: NginxOptions): Promise<RunningServer> => {
  const { binary, config, otlp = 'token', files, directory, replace, port } = options;
  mkdirSync(directory, { recursive: true });
  const folders = { '/etc/binnacle': files, '/var/log/binnacle': directory, '/tmp/': `${directory}/` };
  const all = new Map(Object.entries({ ...folders, ...replace }));
  // The longest first: some begin with others.
  const pattern = new RegExp(
    [...all.keys()]
      .sort((a, b) => b.length - a.length)
      .map((key) => key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|'),
    'g',
  );
  const write = (from: string, to: string, before = ''): void =>
    writeFileSync(
      join(directory, to),
      before +
        readFileSync(shipped(`deploy/secure/${from}`), 'utf8').replace(pattern, (key) => all.get(key) ?? key),
    );
  // Started by root it would give its workers to another user, who may not read the files.
  write(config, 'nginx.conf', process.getuid?.() === 0 ? 'user root;\n' : '');
  write('login.conf', 'login.conf');
  write(`otlp-${otlp}.conf`, 'otlp.conf');
  return startServer({
    name: `nginx with ${config}`,
    command: binary,
    args: ['-e', 'stderr', '-c', join(directory, 'nginx.conf')],
    ready: () => accepts(port),
  });
};
