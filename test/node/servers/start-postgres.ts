import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run, succeeds } from '../../backends/run.ts';
import { type DatabaseServer, startDatabase } from './database-server.ts';
import { requireCommand } from './find-command.ts';

/** PostgreSQL does not run as root, and Debian's package brings a user for it. */
const asPostgres = (command: string, args: readonly string[]) =>
  process.getuid?.() === 0
    ? {
        command: 'setpriv',
        args: ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args],
      }
    : { command, args };

/** User `app` with the password `hunter2`, database `postgres`. */
export const startPostgres = async (): Promise<DatabaseServer | undefined> => {
  const initdb = await requireCommand('initdb');
  if (!initdb) return undefined;
  // A link may lead to it; its siblings are where it really lies.
  const bin = dirname(await realpath(initdb));
  return startDatabase(async ({ folder, port }) => {
    const data = join(folder, 'data');
    const { command, args } = asPostgres(initdb, [
      ...['--pgdata', data, '--username', 'app', '--auth', 'trust', '--no-sync'],
    ]);
    await run(command, args);
    const listen = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`];
    return {
      name: 'PostgreSQL',
      ...asPostgres(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-c', 'fsync=off', ...listen]),
      ready: () => succeeds(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]),
    };
  });
};
