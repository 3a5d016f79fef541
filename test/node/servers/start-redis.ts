import { type DatabaseServer, startDatabase } from './database-server.ts';
import { requireCommand } from './find-command.ts';

export const startRedis = async (): Promise<DatabaseServer | undefined> => {
  const command = await requireCommand('redis-server', 'valkey-server');
  if (!command) return undefined;
  return startDatabase(({ folder, port }) => ({
    name: 'Redis',
    command,
    args: [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'no',
    ],
  }));
};
