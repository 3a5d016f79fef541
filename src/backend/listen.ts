import type { AddressInfo, Server } from 'node:net';

/** A listener could not be opened. The message names the port, what it is for, and the setting. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  /** The message without its advice. */
  readonly fault: string;
  readonly purpose: Purpose;

  constructor(fault: string, purpose: Purpose, cause: unknown) {
    const { option, variable } = purpose;
    super(`${fault}; choose another with ${option} or ${variable} (0 takes a free one)`, { cause });
    this.fault = fault;
    this.purpose = purpose;
  }
}

/** What a listener is for, and the setting that moves it. */
export interface Purpose {
  readonly what: string;
  /** The option of `startBackend`. */
  readonly option: string;
  readonly variable: string;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may not be used by this user',
  EADDRNOTAVAIL: 'is on an address that this machine does not have',
  ENOTFOUND: 'is on a host that does not resolve',
};

/** Makes the error of an unsuccessful listen. `cause` is whatever the system or gRPC said. */
export const listenError = (host: string, port: number, purpose: Purpose, cause: unknown): ListenError => {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const known = Object.keys(REASONS).find((name) => name === code || message.includes(name));
  const reason = known ? REASONS[known] : `cannot be opened (${message})`;
  return new ListenError(`port ${port} on ${host} for ${purpose.what} ${reason}`, purpose, cause);
};

/** Resolves with the port that the server listens on. */
export const listen = (server: Server, host: string, port: number, purpose: Purpose): Promise<number> =>
  new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(listenError(host, port, purpose, error));
    server.once('error', fail);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** `http://[::1]:3300`: an IPv6 address needs brackets; all addresses are reached by this machine's own. */
export const urlOf = (host: string, port: number): string => {
  const own = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}`;
};
