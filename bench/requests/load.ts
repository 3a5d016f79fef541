import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** As many different paths, so that nothing that remembers them all looks cheap. */
const DIFFERENT_IDS = 50_000;

const CONNECTIONS = 16;

const requestFor = (n: number): string =>
  `GET /items/${n % DIFFERENT_IDS}?page=${n % 50} HTTP/1.1\r\nHost: shop.example:8080\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) bench/1\r\nAccept: application/json\r\nAccept-Encoding: gzip, br\r\n\r\n`;

export interface Load {
  readonly port: number;
  /** How many requests in all. */
  readonly requests: number;
  /** Most requests a second over all connections; as many as the server can answer where it is not given. */
  readonly perSecond?: number;
}

/** One connection that asks again as soon as it was answered, until the counter is used up. */
const runConnection = (port: number, next: () => number | undefined, wait: () => Promise<void> | undefined) =>
  new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay().setEncoding('latin1');
    let answer = '';
    let length = -1;
    const ask = (): void => {
      const n = next();
      if (n === undefined) {
        socket.end();
        resolve();
        return;
      }
      const waiting = wait();
      if (waiting) void waiting.then(() => socket.write(requestFor(n)));
      else socket.write(requestFor(n));
    };
    socket.on('connect', ask).on('error', reject);
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (length < 0) {
        const end = answer.indexOf('\r\n\r\n');
        if (end < 0) return;
        if (!answer.startsWith('HTTP/1.1 200')) {
          reject(new Error(`answer ${answer.slice(0, 40)}`));
          return;
        }
        length = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(answer)?.[1]);
      }
      if (answer.length < length) return;
      answer = '';
      length = -1;
      ask();
    });
  });

/** Sends that many requests over keep-alive connections, and waits for the answers. */
export const sendRequests = async ({ port, requests, perSecond }: Load): Promise<void> => {
  let sent = 0;
  const since = performance.now();
  const next = (): number | undefined => (sent < requests ? sent++ : undefined);
  const wait = (): Promise<void> | undefined => {
    if (perSecond === undefined) return undefined;
    const early = since + (sent / perSecond) * 1_000 - performance.now();
    return early > 1 ? delay(early) : undefined;
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, () => runConnection(port, next, wait)));
};
