import { accepts, freePort } from './ports.ts';
import { type RunningServer, startServer } from './start.ts';

/** One broker; its `url` is `host:port`. */
export const startKafka = async (binary: string): Promise<RunningServer> => {
  const port = await freePort();
  return startServer({
    name: 'Kafka',
    command: binary,
    args: ['-port', String(port)],
    url: `127.0.0.1:${port}`,
    ready: () => accepts(port),
  });
};
