import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { UnsentPayload } from '../unsent-payloads.ts';
import type { SenderData, SenderResult } from './sender.ts';

/** A payload that was not delivered, and why. */
export interface Undelivered {
  readonly payload: UnsentPayload;
  readonly error: unknown;
}

/**
 * Sends while this thread waits: for the moment when its event loop turns no more. Another thread does it, with
 * the exporters' own transports; it loads neither the application's `--import` nor its environment.
 *
 * @returns what was not delivered
 */
export const sendNow = (
  payloads: readonly UnsentPayload[],
  timeoutMillis: number,
  sender: URL,
): readonly Undelivered[] => {
  const deadline = performance.now() + timeoutMillis;
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1, port2 } = new MessageChannel();
  const workerData: SenderData = { payloads, timeoutMillis, results: port2, answered };
  // Its output is not passed on: this thread would have to turn its event loop for that.
  const worker = new Worker(sender, {
    workerData,
    transferList: [port2],
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
  });
  worker.unref();
  worker.on('error', () => {});

  for (;;) {
    const count = Atomics.load(answered, 0);
    const leftMillis = deadline - performance.now();
    if (count >= payloads.length || leftMillis <= 0) break;
    Atomics.wait(answered, 0, count, leftMillis);
  }
  const late = new Error('no answer before the end of the program');
  const errors = payloads.map((): unknown => late);
  for (let got = receiveMessageOnPort(port1); got; got = receiveMessageOnPort(port1)) {
    const { index, error } = got.message as SenderResult;
    errors[index] = error;
  }
  port1.close();
  return payloads.flatMap((payload, index) =>
    errors[index] === undefined ? [] : [{ payload, error: errors[index] }],
  );
};
