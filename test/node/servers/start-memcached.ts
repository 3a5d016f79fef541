import { type DatabaseServer, startDatabase } from './database-server.ts';
import { requireCommand } from './find-command.ts';

export const startMemcached = async (): Promise<DatabaseServer | undefined> => {
  const command = await requireCommand('memcached');
  if (!command) return undefined;
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  return startDatabase(({ port }) => ({
    name: 'Memcached',
    command,
    args: ['-l', '127.0.0.1', '-p', String(port), '-U', '0', ...user],
  }));
};
