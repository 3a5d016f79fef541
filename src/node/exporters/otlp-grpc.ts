import {
  type ChannelOptions,
  credentials,
  Metadata,
  makeGenericClientConstructor,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { VERSION } from '../../core/version.ts';
import { createExportHeaders } from './export-headers.ts';
import { onHurry } from './hurry.ts';
import type { OtlpTarget } from './otlp-target.ts';
import type { Answer, Transport } from './payload.ts';
import { bytesOf, numberOf, readFields, textOf } from './protobuf-fields.ts';
import { readSuccess } from './read-answer.ts';
import { createTlsFiles, type TlsFiles } from './tls-files.ts';

/** `grpc.default_compression_algorithm`: https://grpc.github.io/grpc/core/md_doc_compression.html */
const COMPRESSIONS = { none: 0, gzip: 2 } as const;

const asItIs = (bytes: Buffer): Buffer => bytes;

const authorityOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/[/?#].*$/, '');

/** The library's own way to a proxy looks at the environment itself, and only at the names in lower case. */
const proxyOptions = (target: OtlpTarget): { readonly address: string; readonly options: ChannelOptions } => {
  const authority = authorityOf(target.url);
  const direct = { address: authority, options: { 'grpc.enable_http_proxy': 0 } };
  if (target.proxy === undefined) return direct;
  const { host, port, username, password } = new URL(target.proxy);
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    address: port ? host : `${host}:80`,
    options: {
      ...direct.options,
      'grpc.default_authority': authority,
      'grpc.http_connect_target': `dns:${authority}`,
      ...((username || password) && { 'grpc.http_connect_creds': user }),
    },
  };
};

const clientOf = (target: OtlpTarget, path: string, { ca, key, cert }: TlsFiles) => {
  const isPlain = target.insecure || target.url.startsWith('http:');
  const Client = makeGenericClientConstructor(
    {
      export: {
        path,
        requestStream: false,
        responseStream: false,
        requestSerialize: asItIs,
        requestDeserialize: asItIs,
        responseSerialize: asItIs,
        responseDeserialize: asItIs,
      },
    },
    'Export',
  );
  const { address, options } = proxyOptions(target);
  return new Client(
    address,
    isPlain ? credentials.createInsecure() : credentials.createSsl(ca ?? null, key ?? null, cert ?? null),
    {
      ...options,
      'grpc.default_compression_algorithm': COMPRESSIONS[target.compression],
      'grpc.primary_user_agent': `binnacle/${VERSION}`,
    },
  );
};

/** https://opentelemetry.io/docs/specs/otlp/#failures */
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([
  status.CANCELLED,
  status.DEADLINE_EXCEEDED,
  status.ABORTED,
  status.OUT_OF_RANGE,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

/** grpc-js wraps the reason in words about its own working. */
const NO_CONNECTION = /^No connection established\. Last error: (?:Error: )?(.*?)\. Resolution note:.*$/s;

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/** The wait that a `google.rpc.RetryInfo` asks for: https://opentelemetry.io/docs/specs/otlp/#otlpgrpc-throttling */
const retryMillisOf = (metadata: Metadata | undefined): number | undefined => {
  const [details] = metadata?.get('grpc-status-details-bin') ?? [];
  if (!(details instanceof Buffer)) return undefined;
  try {
    for (const { number, value } of readFields(details)) {
      if (number !== 3 || !(value instanceof Uint8Array)) continue;
      const any = readFields(value);
      if (textOf(any, 1) !== RETRY_INFO) continue;
      const delay = readFields(
        bytesOf(readFields(bytesOf(any, 2) ?? new Uint8Array()), 1) ?? new Uint8Array(),
      );
      return numberOf(delay, 1) * 1_000 + numberOf(delay, 2) / 1_000_000;
    }
  } catch {
    // Without a wait that can be read there is none.
  }
  return undefined;
};

const answerTo = ({ code, details, metadata }: ServiceError): Answer => {
  const noConnection = NO_CONNECTION.exec(details)?.[1];
  const error =
    noConnection === undefined
      ? new Error(`${status[code]} ${details}`.trim())
      : Object.assign(new Error(noConnection), { syscall: 'connect' });
  const retryInMillis = retryMillisOf(metadata);
  const isExhausted = code === status.RESOURCE_EXHAUSTED && retryInMillis !== undefined;
  if (!RETRYABLE_STATUSES.has(code) && !isExhausted) return { status: 'failure', error, reason: 'rejected' };
  const isLate = code === status.DEADLINE_EXCEEDED;
  const isAnswer = isExhausted || retryInMillis !== undefined;
  return {
    status: 'retryable',
    error,
    reason: isLate ? 'timeout' : isAnswer ? 'unavailable' : 'unreachable',
    ...(retryInMillis !== undefined && { retryInMillis }),
  };
};

type Done = (error: ServiceError | null, response?: Buffer) => void;
type Export = (
  bytes: Buffer,
  metadata: Metadata,
  options: { deadline: number },
  done: Done,
) => { cancel(): void };

/**
 * Calls one `Export` method with bytes that are encoded already. A chunk of its own, loaded only where the protocol
 * is `grpc`. The project's own, because the transport of `@opentelemetry/otlp-grpc-exporter-base` requires
 * `@grpc/grpc-js` at run time, where a bundle has none.
 *
 * @param path of the method, `/package.Service/Method`
 */
export const createGrpcTransport = (target: OtlpTarget, path: string): Transport => {
  const tlsFiles = createTlsFiles(target);
  const currentHeaders = createExportHeaders(target);
  let files: TlsFiles | undefined;
  let client: ReturnType<typeof clientOf> | undefined;

  /** A new one with other certificates; calls under way go on with the old. */
  const currentClient = (): ReturnType<typeof clientOf> => {
    const current = tlsFiles();
    if (client && current === files) return client;
    const made = clientOf(target, path, current);
    client?.close();
    files = current;
    client = made;
    return made;
  };

  const send = (body: Uint8Array, timeoutMillis: number): Promise<Answer> =>
    new Promise((resolve) => {
      const metadata = new Metadata();
      for (const [name, value] of Object.entries(currentHeaders())) metadata.set(name, value);
      const current = currentClient();
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      const call = (current.export as unknown as Export).call(
        current,
        bytes,
        metadata,
        { deadline: Date.now() + timeoutMillis },
        (error, response) => {
          forget();
          resolve(error ? answerTo(error) : readSuccess(response ?? new Uint8Array(), 'protobuf'));
        },
      );
      // A call under way keeps the program until its deadline.
      const forget = onHurry((millis) => setTimeout(() => call.cancel(), millis).unref());
    });

  return {
    send: async (body, timeoutMillis, encoding = 'protobuf') => {
      if (encoding === 'json')
        return {
          status: 'failure',
          error: new Error('a batch in JSON cannot be sent by gRPC'),
          reason: 'encoding_failed',
        };
      try {
        return await send(body, timeoutMillis);
      } catch (error) {
        // Certificates that do not fit each other, in the middle of their renewal.
        return { status: 'retryable', error, reason: 'unreachable' };
      }
    },
    shutdown: () => client?.close(),
  };
};
