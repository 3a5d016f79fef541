import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request that a service got. */
export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: each service has a JSON of its own
  readonly json: any;
  readonly bytes: number;
}

export interface Services {
  readonly url: string;
  /** All that came, in order. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** As the real services answer, as far as Alertmanager looks at it. */
const answerTo = (path: string): { readonly type: string; readonly text: string } => {
  if (path.startsWith('/slack')) return { type: 'text/plain', text: 'ok' };
  if (path.includes('/sendMessage'))
    return {
      type: 'application/json',
      text: '{"ok":true,"result":{"message_id":1,"chat":{"id":-100},"date":0}}',
    };
  return { type: 'application/json', text: '{}' };
};

/** Stands for every service that is told by HTTP: each has paths of its own. */
export const startServices = async (): Promise<Services> => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const { method = '', url: path = '', headers } = request;
      received.push({
        method,
        path,
        headers,
        json: JSON.parse(body.toString('utf8') || '{}'),
        bytes: body.length,
      });
      const { type, text } = answerTo(path);
      response.setHeader('content-type', type);
      response.end(text);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
