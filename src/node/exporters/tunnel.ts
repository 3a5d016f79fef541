import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { lookUp } from './look-up.ts';
import { whenOnlyConnecting } from './only-connecting.ts';

/** Longest wait for a proxy to connect, in milliseconds. */
const CONNECT_TIMEOUT_MILLIS = 10_000;

/** `Proxy-Authorization`, where the URL of the proxy has a user: https://www.rfc-editor.org/rfc/rfc7617 */
export const authorizationOf = ({ username, password }: URL): { readonly 'Proxy-Authorization'?: string } => {
  if (!username && !password) return {};
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` };
};

/** Host and port of a URL, as `connect` takes them. */
export const placeOf = ({ protocol, hostname, port }: URL) => ({
  host: hostname.replace(/^\[|\]$/g, ''),
  port: Number(port) || (protocol === 'https:' ? 443 : 80),
});

/** A way through the proxy: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6 */
export const tunnel = (
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
    lookup: lookUp,
    timeout: CONNECT_TIMEOUT_MILLIS,
  });
  request
    // A proxy that does not answer must not keep the program.
    .on('socket', (socket) => {
      socket.unref();
      const stop = whenOnlyConnecting(() => request.destroy(new Error('no connection to the proxy in time')));
      socket.once('connect', stop).once('close', stop);
    })
    .on('connect', ({ statusCode, statusMessage }, socket: Socket, head: Buffer) => {
      if (statusCode === 200) {
        // A server of HTTP/2 may speak first.
        if (head.length > 0) socket.unshift(head);
        return done(null, socket);
      }
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
