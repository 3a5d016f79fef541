import { type MessagePort, workerData } from 'node:worker_threads';
import { createHttpTransport } from '../exporters/http-transport.ts';
import type { Transport } from '../exporters/payload.ts';
import type { UnsentPayload } from '../unsent-payloads.ts';

// Runs in a thread of its own, which sends while the thread that ends waits for it. A bundle of its own as well,
// because nothing counts here but how soon it runs.

/** What the thread that ends gives to this one. */
export interface SenderData {
  readonly payloads: readonly UnsentPayload[];
  readonly timeoutMillis: number;
  /** Gets a `SenderResult` for each payload. */
  readonly results: MessagePort;
  /** Counts the results; whoever waits for it is woken. */
  readonly answered: Int32Array;
}

/** What became of the payload at this index: delivered, or not and why. */
export interface SenderResult {
  readonly index: number;
  readonly error: unknown;
}

const { payloads, timeoutMillis, results, answered } = workerData as SenderData;

/** gRPC is loaded where it is needed only. */
const createTransport = async ({ target, grpcMethod }: UnsentPayload): Promise<Transport> => {
  if (target.protocol !== 'grpc') return createHttpTransport(target);
  const { createGrpcTransport } = await import('../exporters/otlp-grpc.ts');
  return createGrpcTransport(target, grpcMethod);
};

/** By URL, so that the payloads of one signal share a connection. */
const transports = new Map<string, Promise<Transport>>();

const send = async (payload: UnsentPayload): Promise<unknown> => {
  const key = `${payload.target.url} ${payload.grpcMethod}`;
  const transport = transports.get(key) ?? createTransport(payload);
  transports.set(key, transport);
  const { send: sendBytes } = await transport;
  const response = await sendBytes(payload.body, timeoutMillis, payload.encoding);
  if (response.status === 'success') return undefined;
  return response.error ?? new Error('not accepted');
};

const answer = (index: number, error: unknown): void => {
  results.postMessage({ index, error } satisfies SenderResult);
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
};

// A socket does not keep a thread that has nothing else to do; this one waits for the answers.
const keep = setInterval(() => {}, timeoutMillis);
void Promise.all(
  payloads.map((payload, index) =>
    send(payload).then(
      (error) => answer(index, error),
      (error: unknown) => answer(index, error),
    ),
  ),
).then(() => clearInterval(keep));
