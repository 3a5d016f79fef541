import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { BackendOptions } from '../options.ts';
import type { Store } from '../store/store.ts';
import { answerApi } from './api.ts';
import { createEventStream } from './event-stream.ts';
import { QueryError } from './query.ts';
import { isHostAllowed, SECURITY_HEADERS } from './security.ts';

/** The files of the page, by path. Nothing else of the folder is served. */
const FILES: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/app.js': ['app.js', 'text/javascript; charset=utf-8'],
  '/app.css': ['app.css', 'text/css; charset=utf-8'],
};

const MAX_CONNECTIONS = 256;

const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(value));
};

const sendFile = async (
  response: ServerResponse,
  directory: string,
  [name, type]: readonly [string, string],
): Promise<void> => {
  try {
    const content = await readFile(join(directory, name));
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
    response.end(content);
  } catch {
    sendJson(response, 404, { error: 'the page is not built; the API is at /api/summary' });
  }
};

export interface PageServer {
  readonly server: Server;
  /** Ends the live streams, which would keep the server open. */
  readonly close: () => void;
}

/** The page and its JSON API. Not yet listening. */
export const createPageServer = (
  store: Store,
  { host, pageDirectory }: Pick<BackendOptions, 'host' | 'pageDirectory'>,
): PageServer => {
  const stream = createEventStream(
    () => JSON.stringify(store.summary()),
    (listener) => store.onChange(listener),
  );

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const file = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
    if (file) await sendFile(response, pageDirectory, file);
    else if (path === '/healthz') sendJson(response, 200, { status: 'ok' });
    else if (path === '/api/stream') {
      if (request.method === 'HEAD') response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
      else if (!stream.add(response)) sendJson(response, 503, { error: 'too many live streams are open' });
    } else {
      const value = answerApi(store, path, new URLSearchParams(query));
      if (value === undefined) sendJson(response, 404, { error: `nothing at ${path.slice(0, 200)}` });
      else sendJson(response, 200, value);
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (value !== undefined) response.setHeader(name, value);
    if (!isHostAllowed(request, host)) {
      sendJson(response, 403, { error: 'the Host header does not name this machine' });
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      response.setHeader('connection', 'close');
      sendJson(response, 405, { error: 'only GET and HEAD' });
      return;
    }
    try {
      await answer(request, response);
    } catch (error) {
      if (error instanceof QueryError) sendJson(response, 400, { error: error.message });
      else if (!response.headersSent) sendJson(response, 500, { error: 'the answer could not be made' });
      else response.destroy();
    }
  };

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    void handle(request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  return { server, close: stream.close };
};
