import type { ClientRequestArgs, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { VERSION } from '../../core/version.ts';
import { createExportHeaders } from './export-headers.ts';
import { routeTo } from './http-agent.ts';
import { whenOnlyConnecting } from './only-connecting.ts';
import type { OtlpTarget } from './otlp-target.ts';
import type { Answer, Encoding, Transport } from './payload.ts';
import { readRefusal, readSuccess } from './read-answer.ts';

/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE_STATUSES = new Set([429, 502, 503, 504]);

/** A connection that broke, perhaps only because it was idle for too long. */
const BROKEN = /^(?:ECONNRESET|EPIPE)$/;

/** Most of an answer that is read: https://opentelemetry.io/docs/specs/otlp/#otlphttp-response */
const MAX_ANSWER_BYTES = 4_194_304;

const CONTENT_TYPES: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

const compress = promisify(gzip);

/** `Retry-After`: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
const retryMillisOf = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  const millis = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return millis > 0 ? millis : undefined;
};

/** What answered is no Collector. */
class InvalidAnswer extends Error {}

/** Undefined where it is too long to be read. */
const bodyOf = async (answer: IncomingMessage): Promise<Uint8Array | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (answer.headers['content-encoding'] !== 'gzip' || bytes === 0) return body;
  try {
    return gunzipSync(body, { maxOutputLength: MAX_ANSWER_BYTES });
  } catch {
    return undefined;
  }
};

/** Which encoding an answer says it has. */
const encodingOf = ({ headers }: IncomingMessage): Encoding | undefined => {
  const type = headers['content-type'] ?? '';
  if (type.startsWith(CONTENT_TYPES.json)) return 'json';
  return type.startsWith(CONTENT_TYPES.protobuf) ? 'protobuf' : undefined;
};

const readAnswer = async (answer: IncomingMessage): Promise<Answer> => {
  const body = await bodyOf(answer);
  const encoding = encodingOf(answer);
  const { statusCode = 0, statusMessage = '', headers } = answer;
  if (statusCode >= 200 && statusCode <= 299) {
    // A page for people, such as that of a login, has taken nothing.
    if (headers['content-type']?.startsWith('text/html'))
      throw new InvalidAnswer(`HTTP ${statusCode} with a page of HTML`);
    return encoding ? readSuccess(body, encoding) : { status: 'success' };
  }
  const words = body && encoding && readRefusal(body, encoding);
  const error = new Error(`HTTP ${statusCode} ${statusMessage}`.trim() + (words ? `: ${words}` : ''));
  if (!RETRYABLE_STATUSES.has(statusCode)) return { status: 'failure', error, reason: 'rejected' };
  const retryInMillis = retryMillisOf(headers['retry-after']);
  return {
    status: 'retryable',
    error,
    reason: 'unavailable',
    ...(retryInMillis !== undefined && { retryInMillis }),
  };
};

const TIMED_OUT = 'no answer in time';

const noConnection = (): Error => Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });

const answerTo = (error: NodeJS.ErrnoException): Answer => {
  if (error instanceof InvalidAnswer || error.code?.startsWith('HPE_'))
    return { status: 'retryable', error, reason: 'invalid_answer' };
  const isLate = error.message === TIMED_OUT || error.code === 'ETIMEDOUT';
  return { status: 'retryable', error, reason: isLate ? 'timeout' : 'unreachable' };
};

/** Posts what is encoded already. Nothing of it keeps the program; `shutdown` and `flush` wait for it themselves. */
export const createHttpTransport = (target: OtlpTarget): Transport => {
  const { agent, request: makeRequest, url, options } = routeTo(target);
  const currentHeaders = createExportHeaders(target);
  const own: Encoding = target.protocol === 'http/json' ? 'json' : 'protobuf';

  const post = (body: Uint8Array, encoding: Encoding, deadline: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const args: ClientRequestArgs = {
        ...options,
        method: 'POST',
        agent,
        headers: {
          ...currentHeaders(),
          ...options.headers,
          'Content-Type': CONTENT_TYPES[encoding],
          'User-Agent': `binnacle/${VERSION}`,
          'Content-Length': body.byteLength,
          ...(target.compression === 'gzip' && { 'Content-Encoding': 'gzip' }),
        },
      };
      const request = makeRequest(url, args, (answer) => {
        readAnswer(answer)
          .catch(answerTo)
          .then((result) => {
            clearTimeout(timer);
            // What is left of an answer that is not read to its end.
            if (!answer.complete) request.destroy();
            resolve(result);
          });
      });
      const timer = setTimeout(
        () => request.destroy(new Error(TIMED_OUT)),
        Math.max(0, deadline - performance.now()),
      ).unref();
      request
        .on('socket', (socket) => {
          socket.unref();
          if (!socket.connecting) return;
          const stop = whenOnlyConnecting(() => request.destroy(noConnection()));
          socket.once('connect', stop).once('close', stop);
        })
        .on('error', (error) => {
          clearTimeout(timer);
          reject(error);
        })
        .end(body);
    });

  /** So that the next request does not take a connection that has been closed at the other end as well. */
  const forgetIdleConnections = (): void => {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  };

  return {
    send: async (data, timeoutMillis, encoding = own) => {
      const deadline = performance.now() + timeoutMillis;
      try {
        const body = target.compression === 'gzip' ? await compress(data) : data;
        try {
          const answer = await post(body, encoding, deadline);
          const { code } = ('error' in answer ? answer.error : {}) as NodeJS.ErrnoException;
          if (!BROKEN.test(code ?? '')) return answer;
        } catch (error) {
          if (!BROKEN.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
        }
        if (performance.now() >= deadline) throw new Error(TIMED_OUT);
        forgetIdleConnections();
        return await post(body, encoding, deadline);
      } catch (error) {
        return answerTo(error as NodeJS.ErrnoException);
      }
    },
    shutdown: () => agent.destroy(),
  };
};
