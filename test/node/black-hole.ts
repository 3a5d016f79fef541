import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Listens and never accepts. */
const PROGRAM = `
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, server.address().port + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** More than the places for connections that wait to be accepted. */
const CONNECTIONS = 8;

export interface BlackHole {
  /** Whoever connects to it waits for ever. */
  readonly url: string;
  close(): void;
}

export const startBlackHole = async (): Promise<BlackHole> => {
  const hole = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(hole.stdout, 'data');
  const port = Number(line);
  const waiting = Array.from({ length: CONNECTIONS }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await once(waiting[0] as Socket, 'connect');
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      for (const socket of waiting) socket.destroy();
      hole.kill('SIGKILL');
    },
  };
};
