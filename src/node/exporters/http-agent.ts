import { Agent, type ClientRequestArgs, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { whenOnlyConnecting } from './only-connecting.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { createTlsFiles, type TlsFiles } from './tls-files.ts';

type Connected = (error: Error | null, stream: Duplex) => void;

/** Options of a connection, as the agents of Node make them. */
type Options = ClientRequestArgs & ConnectionOptions & { readonly host?: string; readonly port?: number };

/** Longest wait for a proxy to connect, in milliseconds. */
const CONNECT_TIMEOUT_MILLIS = 10_000;

/** `Proxy-Authorization`, where the URL of the proxy has a user: https://www.rfc-editor.org/rfc/rfc7617 */
const authorizationOf = ({ username, password }: URL): { readonly 'Proxy-Authorization'?: string } => {
  if (!username && !password) return {};
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` };
};

const placeOf = ({ protocol, hostname, port }: URL) => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  port: Number(port) || (protocol === 'https:' ? 443 : 80),
});

/** A way through the proxy: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6 */
const tunnel = (
  proxy: URL,
  authority: string,
  done: (error: Error | null, socket?: Socket) => void,
): void => {
  const request = (proxy.protocol === 'https:' ? requestHttps : requestHttp)({
    ...placeOf(proxy),
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...authorizationOf(proxy) },
    agent: false,
    timeout: CONNECT_TIMEOUT_MILLIS,
  });
  request
    // A proxy that does not answer must not keep the program.
    .on('socket', (socket) => {
      socket.unref();
      const stop = whenOnlyConnecting(() => request.destroy(new Error('no connection to the proxy in time')));
      socket.once('connect', stop).once('close', stop);
    })
    .on('connect', ({ statusCode, statusMessage }, socket: Socket) => {
      if (statusCode === 200) return done(null, socket);
      socket.destroy();
      done(new Error(`the proxy ${proxy.host} answers HTTP ${statusCode} ${statusMessage}`));
    })
    .on('response', (answer) => {
      answer.destroy();
      done(new Error(`the proxy ${proxy.host} answers HTTP ${answer.statusCode} ${answer.statusMessage}`));
    })
    .on('timeout', () => request.destroy(new Error(`the proxy ${proxy.host} does not answer`)))
    .on('error', done)
    .end();
};

/**
 * Connects with the certificates as they are now, through a proxy where there is one. The project's own, because the
 * usual agents for proxies hold the program while they connect, and keep the certificates of their first connection.
 */
class ReloadingAgent extends SecureAgent {
  readonly #files: () => TlsFiles;
  readonly #proxy: URL | undefined;

  constructor(files: () => TlsFiles, proxy: URL | undefined) {
    // A session that is taken up again keeps the client certificate that it began with.
    super({ keepAlive: true, maxCachedSessions: 0 });
    this.#files = files;
    this.#proxy = proxy;
  }

  override createConnection(options: Options, done?: Connected): Duplex | null | undefined {
    const secure = { ...options, ...this.#files() };
    if (!this.#proxy) return super.createConnection(secure, done);
    const { host = '', port = 443 } = options;
    const servername = options.servername ?? (isIP(host) ? '' : host);
    tunnel(this.#proxy, `${host.includes(':') ? `[${host}]` : host}:${port}`, (error, socket) => {
      if (!socket) return done?.(error, undefined as never);
      try {
        done?.(null, connectTls({ ...secure, servername, socket, path: undefined }).unref());
      } catch (fault) {
        socket.destroy();
        done?.(fault as Error, undefined as never);
      }
    });
    return undefined;
  }
}

/** How to reach a target: what `request` is given beside the method and the headers. */
export interface Route {
  readonly agent: Agent;
  readonly request: typeof requestHttp;
  readonly url: string | URL;
  readonly options: ClientRequestArgs;
}

/** Straight, or through the proxy that the target names: with a tunnel for TLS, else with the whole URL as the path. */
export const routeTo = (target: OtlpTarget): Route => {
  const { url } = target;
  const proxy = target.proxy === undefined ? undefined : new URL(target.proxy);
  if (url.startsWith('https:')) {
    const agent = new ReloadingAgent(createTlsFiles(target), proxy);
    return { agent, request: requestHttps, url, options: {} };
  }
  if (!proxy) return { agent: new Agent({ keepAlive: true }), request: requestHttp, url, options: {} };
  const isSecure = proxy.protocol === 'https:';
  return {
    agent: isSecure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true }),
    request: isSecure ? requestHttps : requestHttp,
    url: proxy,
    options: {
      ...placeOf(proxy),
      auth: null,
      path: url,
      headers: { Host: new URL(url).host, ...authorizationOf(proxy) },
    },
  };
};
