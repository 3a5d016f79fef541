import { type Metadata, Server, ServerCredentials } from '@grpc/grpc-js';

interface Call {
  readonly method: string;
  readonly body: Buffer;
  readonly tenant: readonly unknown[];
}

/**
 * Takes all signals by gRPC, and answers each with success.
 *
 * @param hangs answers none
 */
export const startGrpcReceiver = async (
  hangs = false,
): Promise<{
  readonly port: number;
  readonly calls: readonly Call[];
  close(): void;
}> => {
  const calls: Call[] = [];
  const server = new Server();
  const asItIs = (bytes: Buffer) => bytes;
  for (const signal of ['trace', 'metrics', 'logs']) {
    const name = `${signal[0]?.toUpperCase()}${signal.slice(1)}Service`;
    const path = `/opentelemetry.proto.collector.${signal}.v1.${name}/Export`;
    server.addService(
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
      {
        export: (
          { request, metadata }: { request: Buffer; metadata: Metadata },
          answer: (error: null, response: Buffer) => void,
        ) => {
          calls.push({ method: name, body: request, tenant: metadata.get('x-tenant') });
          if (!hangs) answer(null, Buffer.alloc(0));
        },
      },
    );
  }
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { port, calls, close: () => server.forceShutdown() };
};
