import { Agent, type ClientRequestArgs, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { lookUp } from './look-up.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { createTlsFiles, type TlsFiles } from './tls-files.ts';
import { authorizationOf, placeOf, tunnel } from './tunnel.ts';

type Connected = (error: Error | null, stream: Duplex) => void;

/** Options of a connection, as the agents of Node make them. */
type Options = ClientRequestArgs & ConnectionOptions & { readonly host?: string; readonly port?: number };

/**
 * Connects with the certificates as they are now, through a proxy where there is one. The project's own, because the
 * usual agents for proxies hold the program while they connect, and keep the certificates of their first connection.
 */
class ReloadingAgent extends SecureAgent {
  readonly #files: () => TlsFiles;
  readonly #proxy: URL | undefined;

  constructor(files: () => TlsFiles, proxy: URL | undefined) {
    // A session that is taken up again keeps the client certificate that it began with.
    super({ keepAlive: true, maxCachedSessions: 0, lookup: lookUp });
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
  if (!proxy)
    return { agent: new Agent({ keepAlive: true, lookup: lookUp }), request: requestHttp, url, options: {} };
  const isSecure = proxy.protocol === 'https:';
  return {
    agent: isSecure
      ? new SecureAgent({ keepAlive: true, lookup: lookUp })
      : new Agent({ keepAlive: true, lookup: lookUp }),
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
