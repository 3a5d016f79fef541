import { readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';

/** Files in PEM: by what a server is checked, and what it is shown. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMillis: number;
  readonly tls?: TlsFiles | undefined;
}

export interface Reply {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

const MOST_BYTES = 134_217_728;

const readPem = (file: string | undefined): Buffer | undefined => {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
};

/** As they are now: certificates are renewed while a command runs. */
const secureOptions = ({ ca, cert, key }: TlsFiles = {}): RequestOptions => {
  const pem = { ca: readPem(ca), cert: readPem(cert), key: readPem(key) };
  return {
    ...(pem.ca && { ca: pem.ca }),
    ...(pem.cert && { cert: pem.cert }),
    ...(pem.key && { key: pem.key }),
  };
};

/**
 * One request over a connection of its own, as `fetch` cannot show a certificate. Follows no redirect.
 * @throws Error with a reason for people, where there is no answer
 */
export const request = (
  url: string,
  { method = 'GET', headers = {}, body, timeoutMillis, tls }: Question,
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMillis);
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(
        signal.aborted
          ? new Error(`no answer in ${timeoutMillis / 1_000} seconds`)
          : new Error(error.message || error.code || 'no answer', { cause: error }),
      );
    const isSecure = url.startsWith('https:');
    const options = { ...(isSecure && secureOptions(tls)), method, headers, signal, agent: false } as const;
    const sent = (isSecure ? requestHttps : requestHttp)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MOST_BYTES) response.destroy(new Error(`the answer is longer than ${MOST_BYTES} bytes`));
      });
      response.once('error', fail);
      response.once('end', () => {
        const { statusCode: status = 0 } = response;
        resolve({ ok: status >= 200 && status <= 299, status, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.once('error', fail);
    sent.end(body);
  });
