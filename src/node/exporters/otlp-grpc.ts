import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { VERSION } from '../../core/version.ts';
import { createExportHeaders } from './export-headers.ts';
import { unwrapMessage, wrapMessage } from './grpc/message.ts';
import { openSession, originOf } from './grpc/open-session.ts';
import { readForeignAnswer, readGrpcRefusal, statusOf } from './grpc/status.ts';
import type { OtlpTarget } from './otlp-target.ts';
import type { Answer, Transport } from './payload.ts';
import { readSuccess } from './read-answer.ts';
import { createTlsFiles, type TlsFiles } from './tls-files.ts';

/** Most of an answer that is read, in bytes: https://opentelemetry.io/docs/specs/otlp/#otlphttp-response */
const MAX_ANSWER_BYTES = 4_194_304;

/** Most digits of `grpc-timeout`: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests */
const MAX_TIMEOUT = 99_999_999;

/** They are about a connection of HTTP/1, and HTTP/2 refuses a request with one of them. */
const CONNECTION_HEADERS =
  /^(?:connection|keep-alive|proxy-connection|transfer-encoding|upgrade|te|http2-settings)$/;

/** What came of a call: an answer, or a connection that broke before there was one. */
type Outcome = { readonly answer: Answer } | { readonly broke: Error };

const late = (): Answer => ({
  status: 'retryable',
  error: new Error('no answer in time'),
  reason: 'timeout',
});

const outcomeOf = (
  head: IncomingHttpHeaders | undefined,
  trailers: IncomingHttpHeaders | undefined,
  data: Buffer | undefined,
  error: Error,
): Outcome => {
  // An answer without a message has its status in its only headers.
  const end = trailers ?? head ?? {};
  const status = statusOf(end);
  if (status === 'OK')
    return {
      answer: readSuccess(data && unwrapMessage(data, head?.['grpc-encoding'], MAX_ANSWER_BYTES), 'protobuf'),
    };
  if (status !== undefined) return { answer: readGrpcRefusal(status, end) };
  const isGrpc = String(head?.['content-type'] ?? '').startsWith('application/grpc');
  return head && !isGrpc ? { answer: readForeignAnswer(head) } : { broke: error };
};

/** One call on a connection. Resolves when it is over or the time is; never rejects. */
const call = (
  session: ClientHttp2Session,
  headers: Readonly<Record<string, string>>,
  message: Buffer,
  deadline: number,
): Promise<Outcome> =>
  new Promise((resolve) => {
    let head: IncomingHttpHeaders | undefined;
    let trailers: IncomingHttpHeaders | undefined;
    let fault: Error | undefined;
    let bytes = 0;
    const chunks: Buffer[] = [];
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(headers);
    } catch (error) {
      // The connection went just now.
      return resolve({ broke: error as Error });
    }
    const timer = setTimeout(
      () => {
        resolve({ answer: late() });
        stream.close();
        // It may be dead without telling; the next call takes another.
        session.close();
      },
      Math.max(0, deadline - performance.now()),
    ).unref();
    stream
      .on('response', (got) => {
        head = got;
      })
      .on('trailers', (got) => {
        trailers = got;
      })
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) chunks.push(chunk);
      })
      .on('error', (error) => {
        fault ??= error;
      })
      .on('close', () => {
        clearTimeout(timer);
        const data = bytes <= MAX_ANSWER_BYTES ? Buffer.concat(chunks) : undefined;
        const closed = Object.assign(new Error(`the stream was closed, HTTP/2 code ${stream.rstCode ?? 0}`), {
          code: 'ECONNRESET',
        });
        resolve(outcomeOf(head, trailers, data, fault ?? closed));
      })
      .end(message);
  });

/** Not every server that breaks a connection is one of gRPC. */
const answerTo = (error: NodeJS.ErrnoException): Answer => {
  const reason =
    error.code === 'ETIMEDOUT'
      ? 'timeout'
      : error.code === 'ERR_HTTP2_ERROR'
        ? 'invalid_answer'
        : 'unreachable';
  return { status: 'retryable', error, reason };
};

interface Connection {
  readonly files: TlsFiles;
  readonly opening: Promise<ClientHttp2Session>;
  session?: ClientHttp2Session;
}

const isUsable = ({ session }: Connection): boolean => !session || !(session.closed || session.destroyed);

/**
 * Calls one `Export` method with bytes that are encoded already. A chunk of its own, loaded only where the protocol
 * is `grpc`. The project's own on the HTTP/2 of Node, because a call of `@grpc/grpc-js` keeps the program until its
 * deadline, and is thirty times as much code.
 *
 * @param path of the method, `/package.Service/Method`
 */
export const createGrpcTransport = (target: OtlpTarget, path: string): Transport => {
  const tlsFiles = createTlsFiles(target);
  const currentHeaders = createExportHeaders(target);
  let current: Connection | undefined;

  /** A new one with other certificates; calls under way go on with the old. */
  const connection = (): Connection => {
    const files = tlsFiles();
    if (current && current.files === files && isUsable(current)) return current;
    current?.session?.close();
    const made: Connection = { files, opening: openSession(target, files, target.timeoutMillis) };
    current = made;
    made.opening.then(
      (session) => {
        made.session = session;
        // Other certificates, or the end, came in between.
        if (current !== made) session.close();
      },
      () => {
        if (current === made) current = undefined;
      },
    );
    return made;
  };

  const headersFor = (deadline: number): Record<string, string> => {
    const own = Object.entries(currentHeaders()).filter(([name]) => !CONNECTION_HEADERS.test(name));
    const millis = Math.min(MAX_TIMEOUT, Math.max(1, Math.ceil(deadline - performance.now())));
    return {
      ...Object.fromEntries(own),
      ':method': 'POST',
      ':path': path,
      ':scheme': originOf(target).protocol.slice(0, -1),
      ':authority': originOf(target).host,
      te: 'trailers',
      'content-type': 'application/grpc',
      'user-agent': `binnacle/${VERSION}`,
      'grpc-timeout': `${millis}m`,
      'grpc-accept-encoding': 'identity,gzip',
      ...(target.compression === 'gzip' && { 'grpc-encoding': 'gzip' }),
    };
  };

  /** Undefined where there was no connection in time. */
  const opened = async (
    { opening }: Connection,
    deadline: number,
  ): Promise<ClientHttp2Session | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.max(0, deadline - performance.now())).unref();
    });
    return Promise.race([opening, tooLate]).finally(() => clearTimeout(timer));
  };

  const send = async (message: Buffer, deadline: number): Promise<Outcome> => {
    const session = await opened(connection(), deadline);
    if (!session) return { answer: late() };
    return call(session, headersFor(deadline), message, deadline);
  };

  return {
    send: async (body, timeoutMillis, encoding = 'protobuf') => {
      if (encoding === 'json')
        return {
          status: 'failure',
          error: new Error('a batch in JSON cannot be sent by gRPC'),
          reason: 'encoding_failed',
        };
      const deadline = performance.now() + timeoutMillis;
      try {
        const message = await wrapMessage(body, target.compression);
        const first = await send(message, deadline);
        if ('answer' in first) return first.answer;
        // A connection that was closed while it was idle, or that the server wants to be rid of.
        current?.session?.close();
        const isForeign = (first.broke as NodeJS.ErrnoException).code === 'ERR_HTTP2_ERROR';
        if (isForeign || performance.now() >= deadline) return answerTo(first.broke);
        const second = await send(message, deadline);
        return 'answer' in second ? second.answer : answerTo(second.broke);
      } catch (error) {
        // No connection, or certificates that do not fit each other in the middle of their renewal.
        return answerTo(error as NodeJS.ErrnoException);
      }
    },
    shutdown: () => {
      const ended = current;
      current = undefined;
      ended?.session?.close();
    },
  };
};
