import { credentials, Metadata, makeGenericClientConstructor, type ServiceError } from '@grpc/grpc-js';
import type { ExportResponse, IExporterTransport } from '@opentelemetry/otlp-exporter-base';
import { VERSION } from '../../core/version.ts';
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

/** grpc-js wraps the reason in words about its own working. */
const readable = ({ details }: ServiceError): Error =>
  new Error(details.replace(/^.*Last error: (?:Error: )?/, '').replace(/\. Resolution note:.*$/, ''));

type Answer = (error: ServiceError | null, response?: Buffer) => void;
type Export = (bytes: Buffer, metadata: Metadata, options: { deadline: number }, answer: Answer) => void;

/**
 * Calls one `Export` method with bytes that are encoded already. The project's own, because the transport of
 * `@opentelemetry/otlp-grpc-exporter-base` requires `@grpc/grpc-js` at run time, where a bundle has none.
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
        call(
          Buffer.from(data.buffer, data.byteOffset, data.byteLength),
          metadata,
          options,
          (error, response) =>
            resolve(
              error
                ? { status: 'failure', error: readable(error) }
                : { status: 'success', ...(response && { data: response }) },
            ),
        );
      }).catch((error: Error) => ({ status: 'failure', error })),
    shutdown: () => client?.close(),
  };
};
