import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';

const TIMEOUT_MILLIS = 5_000;

/** An answer that is longer is not read to its end. */
const MAX_BYTES = 1024 * 1024;

/** The text of an answer with status 200. Neither the wait nor the socket holds the process. */
export const fetchJson = (url: URL): Promise<string> =>
  new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    const request = get(url, { agent: false, headers: { accept: 'application/json' } }, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        reject(new Error(`HTTP ${response.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_BYTES) request.destroy(new Error(`the answer has more than ${MAX_BYTES} bytes`));
        else chunks.push(chunk);
      });
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    request.on('socket', (socket) => socket.unref());
    request.on('error', reject);
    const timer = setTimeout(
      () => request.destroy(new Error(`no answer within ${TIMEOUT_MILLIS} ms`)),
      TIMEOUT_MILLIS,
    ).unref();
    request.on('close', () => clearTimeout(timer));
  });
