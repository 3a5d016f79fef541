import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../backends/ports.ts';
import { type ServerOptions, startServer } from '../../backends/start.ts';

/** A real server of a database, on loopback only, with its data in a folder of its own. */
export interface DatabaseServer {
  readonly port: number;
  /** Ends this process and removes its folder. */
  stop(): Promise<void>;
}

/** True when something takes connections at the port. */
const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export interface Place {
  readonly folder: string;
  readonly port: number;
}

type Start = Omit<ServerOptions, 'ready'> & { readonly ready?: ServerOptions['ready'] };

/** Starts what `prepare` describes in a temporary folder, and waits until it takes connections. */
export const startDatabase = async (
  prepare: (place: Place) => Start | Promise<Start>,
): Promise<DatabaseServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-data-'));
  // Servers that refuse to be root run as somebody else.
  await chmod(folder, 0o777);
  const clean = () => rm(folder, { recursive: true, force: true });
  try {
    const port = await freePort();
    const server = await startServer({ ready: () => accepts(port), ...(await prepare({ folder, port })) });
    return {
      port,
      stop: async () => {
        await server.stop();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    throw error;
  }
};
