import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { type RequestOptions, request } from 'node:https';
import { connect as connectTls, type SecureContextOptions, type TLSSocket } from 'node:tls';

/** What a client shows, and by what it checks the server; in PEM. */
export interface Credentials extends Pick<SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers'> {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface Question {
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** `refused` where there was no answer at all: the server ended the connection. */
export interface Answer {
  readonly status: number | 'refused';
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const PATIENCE_MILLIS = 10_000;

const send = (start: typeof request, options: RequestOptions, body: string | Buffer): Promise<Answer> =>
  new Promise((resolve) => {
    const refused = (error: Error): void =>
      resolve({
        status: 'refused',
        body: (error as NodeJS.ErrnoException).code ?? error.message,
        headers: {},
      });
    const sent = start(
      { host: '127.0.0.1', agent: false, timeout: PATIENCE_MILLIS, ...options },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('error', refused);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      },
    );
    sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.once('error', refused);
    sent.end(body);
  });

/** A request with TLS. */
export const ask = ({ body = '', ...question }: Question, credentials: Credentials = {}): Promise<Answer> =>
  send(request, { ...question, ...credentials }, body);

/** The same in plain text. */
export const askPlain = ({ body = '', ...question }: Question): Promise<Answer> =>
  send(requestHttp, question, body);

/** An empty message of gRPC: no compression, no bytes. */
const EMPTY_MESSAGE = Buffer.alloc(5);

/** A call of gRPC with an empty message: its status (0 is fine), or the one of HTTP where that is not 200. */
export const callGrpc = (
  { port, path, headers = {} }: Question,
  credentials: Credentials = {},
  scheme = 'https',
): Promise<string> =>
  new Promise((resolve) => {
    const session = connectHttp2(`${scheme}://127.0.0.1:${port}`, credentials);
    const end = (outcome: string): void => {
      session.destroy();
      resolve(outcome);
    };
    session.setTimeout(PATIENCE_MILLIS, () => end('refused'));
    session.once('error', () => end('refused'));
    session.once('close', () => end('refused'));
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...headers,
    });
    let status = '';
    const read = (given: Readonly<Record<string, unknown>>): void => {
      if (given['grpc-status'] !== undefined) status = `grpc ${given['grpc-status']}`;
      else if (given[':status'] !== undefined && given[':status'] !== 200)
        status ||= `http ${given[':status']}`;
    };
    stream.on('response', read);
    stream.on('trailers', read);
    stream.on('data', () => {});
    stream.once('error', () => end('refused'));
    stream.once('end', () => end(status || 'refused'));
    stream.end(EMPTY_MESSAGE);
  });

/** The serial number of the certificate that a server shows. */
export const serialOf = async (port: number, credentials: Credentials): Promise<string> => {
  const socket: TLSSocket = connectTls({ host: '127.0.0.1', port, ...credentials });
  try {
    await once(socket, 'secureConnect');
    return socket.getPeerCertificate().serialNumber;
  } finally {
    socket.destroy();
  }
};
