import { createServer } from 'node:net';

const HOST = '127.0.0.1';

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });

/** The port, or 0 where another program has it, which is then said. */
export const portOrAny = async (
  port: number,
  purpose: string,
  say: (line: string) => void,
): Promise<number> => {
  if (port === 0 || (await isFree(port))) return port;
  say(`Port ${port} is taken: ${purpose} gets a free one.`);
  return 0;
};
