import {
  credentials,
  Metadata,
  makeGenericClientConstructor,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import type { ExportResponse, IExporterTransport } from '@opentelemetry/otlp-exporter-base';
import { VERSION } from '../../core/version.ts';
import { onHurry } from './hurry.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { readTlsFiles } from './tls-files.ts';

/** `grpc.default_compression_algorithm`: https://grpc.github.io/grpc/core/md_doc_compression.html */
const COMPRESSIONS = { none: 0, gzip: 2 } as const;

const asItIs = (bytes: Buffer): Buffer => bytes;

const clientOf = (target: OtlpTarget, path: string) => {
  const { ca, key, cert } = readTlsFiles(target);
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
  return new Client(
    target.url.replace(/^https?:\/\//, '').replace(/[/?#].*$/, ''),
    isPlain ? credentials.createInsecure() : credentials.createSsl(ca ?? null, key ?? null, cert ?? null),
    {
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

const responseTo = ({ code, details }: ServiceError): ExportResponse => {
  const reason = NO_CONNECTION.exec(details)?.[1];
  const error =
    reason === undefined
      ? new Error(`${status[code]} ${details}`.trim())
      : Object.assign(new Error(reason), { syscall: 'connect' });
  return RETRYABLE_STATUSES.has(code) ? { status: 'retryable', error } : { status: 'failure', error };
};

type Answer = (error: ServiceError | null, response?: Buffer) => void;
type Export = (
  bytes: Buffer,
  metadata: Metadata,
  options: { deadline: number },
  answer: Answer,
) => { cancel(): void };

/**
 * Calls one `Export` method with bytes that are encoded already. A chunk of its own, loaded only where the protocol
 * is `grpc`. The project's own, because the transport of `@opentelemetry/otlp-grpc-exporter-base` requires
 * `@grpc/grpc-js` at run time, where a bundle has none.
 *
 * @param path of the method, `/package.Service/Method`
 */
export const createGrpcTransport = (target: OtlpTarget, path: string): IExporterTransport => {
  let client: ReturnType<typeof clientOf> | undefined;
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(target.headers)) metadata.set(name, value);
  return {
    send: (data, timeoutMillis) =>
      new Promise<ExportResponse>((resolve) => {
        client ??= clientOf(target, path);
        const call = (client.export as unknown as Export).bind(client);
        const options = { deadline: Date.now() + timeoutMillis };
        const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
        const active = call(bytes, metadata, options, (error, response) => {
          forget();
          resolve(error ? responseTo(error) : { status: 'success', ...(response && { data: response }) });
        });
        // A call under way keeps the program until its deadline.
        const forget = onHurry((millis) => setTimeout(() => active.cancel(), millis).unref());
      }).catch((error: Error) => ({ status: 'failure', error })),
    shutdown: () => client?.close(),
  };
};
