import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  type ExportResponse,
  type IExporterTransport,
  OTLPExporterError,
} from '@opentelemetry/otlp-exporter-base';
import { VERSION } from '../../core/version.ts';
import { whenOnlyConnecting } from './only-connecting.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { readTlsFiles } from './tls-files.ts';

/** https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes */
const RETRYABLE_STATUSES = new Set([429, 502, 503, 504]);
const RETRYABLE_FAULTS =
  /^(?:ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|ENETUNREACH|EHOSTUNREACH)$/;

/** Most of an answer that is read. */
const MAX_ANSWER_BYTES = 4_194_304;

const compress = promisify(gzip);

/** `Retry-After`: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
const retryMillisOf = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  const millis = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return millis > 0 ? millis : undefined;
};

const readAnswer = async (answer: IncomingMessage): Promise<ExportResponse> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  const { statusCode = 0, statusMessage, headers } = answer;
  if (statusCode >= 200 && statusCode <= 299) return { status: 'success', data: Buffer.concat(chunks) };
  const error = new OTLPExporterError(statusMessage, statusCode);
  if (!RETRYABLE_STATUSES.has(statusCode)) return { status: 'failure', error };
  const retryInMillis = retryMillisOf(headers['retry-after']);
  return { status: 'retryable', error, ...(retryInMillis !== undefined && { retryInMillis }) };
};

/** May be tried again, as where the system gives up. */
const noConnection = (): Error => Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });

const responseTo = (error: NodeJS.ErrnoException): ExportResponse =>
  RETRYABLE_FAULTS.test(error.code ?? '') ? { status: 'retryable', error } : { status: 'failure', error };

/** Posts what is encoded already. Nothing of it keeps the program; `shutdown` and `flush` wait for it themselves. */
export const createHttpTransport = (target: OtlpTarget): IExporterTransport => {
  const isSecure = target.url.startsWith('https:');
  const agent = isSecure
    ? new SecureAgent({ keepAlive: true, ...readTlsFiles(target) })
    : new Agent({ keepAlive: true });
  const headers = {
    ...target.headers,
    'Content-Type': target.protocol === 'http/json' ? 'application/json' : 'application/x-protobuf',
    'User-Agent': `binnacle/${VERSION}`,
    ...(target.compression === 'gzip' && { 'Content-Encoding': 'gzip' }),
  };

  const post = (body: Uint8Array, timeoutMillis: number): Promise<ExportResponse> =>
    new Promise((resolve, reject) => {
      const options = { method: 'POST', agent, headers: { ...headers, 'Content-Length': body.byteLength } };
      const request = (isSecure ? requestHttps : requestHttp)(target.url, options, (answer) => {
        readAnswer(answer)
          .then(resolve, reject)
          .finally(() => clearTimeout(timer));
      });
      const timer = setTimeout(() => request.destroy(new Error('no answer in time')), timeoutMillis).unref();
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

  return {
    send: async (data, timeoutMillis) => {
      try {
        return await post(target.compression === 'gzip' ? await compress(data) : data, timeoutMillis);
      } catch (error) {
        return responseTo(error as NodeJS.ErrnoException);
      }
    },
    shutdown: () => agent.destroy(),
  };
};
