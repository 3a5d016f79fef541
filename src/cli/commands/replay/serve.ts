import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Io, UsageError } from '../../io.ts';
import { isLoopbackHost } from '../../loopback.ts';

/** The name in a Host header: a page of another site cannot reach this one under a name of its own. */
const hostOf = (header = ''): string => header.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');

export interface ServedPage {
  readonly html: string;
  /** Content-Security-Policy. */
  readonly policy: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/**
 * Serves one page on this machine until somebody asks the process to stop; `announce` gets its address. Throws UsageError
 * where the port is taken.
 */
export const servePage = async (
  { html, policy, port }: ServedPage,
  announce: (url: string) => void,
  io: Io,
): Promise<void> => {
  const stopped = io.untilStopped();
  const server = createServer(({ url, method, headers }, response) => {
    const isOwn = isLoopbackHost(hostOf(headers.host));
    const status = !isOwn ? 403 : url !== '/' ? 404 : method === 'GET' || method === 'HEAD' ? 200 : 405;
    response.writeHead(status, {
      'content-type': status === 200 ? 'text/html; charset=utf-8' : 'text/plain',
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(method === 'HEAD' ? undefined : status === 200 ? html : '');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new UsageError(
          `port ${port}: cannot be listened on (${(error as NodeJS.ErrnoException).code}); choose another with --port (0 takes a free one)`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await stopped;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};
