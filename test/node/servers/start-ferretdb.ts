import { requireServer } from '../../backends/find-server.ts';
import { type DatabaseServer, startDatabase } from './database-server.ts';

/** A server of MongoDB's protocol. */
export const startFerretdb = async (): Promise<DatabaseServer | undefined> => {
  const command = await requireServer('ferretdb');
  if (!command) return undefined;
  return startDatabase(({ folder, port }) => ({
    name: 'FerretDB',
    command,
    args: [],
    env: {
      FERRETDB_LISTEN_ADDR: `127.0.0.1:${port}`,
      FERRETDB_HANDLER: 'sqlite',
      FERRETDB_SQLITE_URL: `file:${folder}/`,
      FERRETDB_STATE_DIR: folder,
      FERRETDB_DEBUG_ADDR: '-',
      FERRETDB_TELEMETRY: 'disable',
    },
  }));
};
