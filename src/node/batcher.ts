import { context, diag } from '@opentelemetry/api';
import {
  type ExportResult,
  ExportResultCode,
  globalErrorHandler,
  suppressTracing,
} from '@opentelemetry/core';
import type { Signal } from './exporters/otlp-target.ts';
import { pendingResourceOf } from './growing-resource.ts';
import { rememberLoss } from './losses.ts';
import { countProcessed } from './self-metrics.ts';

export interface BatchedExporter<T> {
  export(items: T[], done: (result: ExportResult) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface BatcherOptions {
  /** What is batched, for messages. */
  readonly noun: string;
  readonly signal: Signal;
  readonly scheduleDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
}

export interface Batcher<T> {
  add(item: T): void;
  /** Whether nothing waits and nothing is on its way. */
  isEmpty(): boolean;
  /** Begins no export any more: what is there and what is added waits for `takeUnsent`. */
  hold(): void;
  /** What was not acknowledged: the batch on its way, then the queue. Holds the rest, because the caller sends it. */
  takeUnsent(): T[];
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Gathers items and exports them in batches, one export at a time. The project's own, because the timers of the
 * SDK's batch processors hold the program while an export hangs; nothing of this one does.
 */
export const createBatcher = <T>(exporter: BatchedExporter<T>, options: BatcherOptions): Batcher<T> => {
  const { noun, signal, scheduleDelayMillis, exportTimeoutMillis, maxQueueSize, maxExportBatchSize } =
    options;
  const queue: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let onItsWay: readonly T[] = [];
  let dropped = 0;
  let uncounted = 0;
  let ended = false;
  let isHeld = false;

  const exportBatch = (batch: T[]): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error('Timeout')), exportTimeoutMillis).unref();
      const done = ({ code, error }: ExportResult): void => {
        clearTimeout(timeout);
        // At once: the process may end in this turn, and it is the exporter's now.
        onItsWay = [];
        if (code === ExportResultCode.SUCCESS) resolve();
        else reject(error ?? new Error(`${noun} could not be exported`));
      };
      context.with(suppressTracing(context.active()), () => exporter.export(batch, done));
    }).catch(globalErrorHandler);

  /** With the batches and not with each item, which is on the application's path. */
  const countDropped = (): void => {
    if (uncounted === 0) return;
    countProcessed(signal, uncounted, 'queue_full');
    rememberLoss(signal, uncounted, 'queue_full');
    uncounted = 0;
  };

  const sendQueue = async (): Promise<void> => {
    const pending = pendingResourceOf(queue[0]);
    if (pending) await pending;
    while (queue.length > 0 && !isHeld) {
      const batch = queue.splice(0, maxExportBatchSize);
      countProcessed(signal, batch.length);
      countDropped();
      onItsWay = batch;
      await exportBatch(batch);
      onItsWay = [];
    }
    // Here and not in a later turn: what is added from now on has to start anew.
    sending = undefined;
  };

  /** Sends what is there; where that is under way already, waits for it. */
  const send = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (!sending && !isHeld && queue.length > 0) sending = sendQueue();
    return sending ?? Promise.resolve();
  };

  const drop = (): void => {
    if (dropped === 0) diag.warn(`${noun} are dropped, because ${maxQueueSize} wait to be sent already`);
    dropped++;
    uncounted++;
  };

  const hold = (): void => {
    isHeld = true;
    clearTimeout(timer);
  };

  return {
    add: (item) => {
      if (ended) return;
      if (queue.length >= maxQueueSize) return drop();
      queue.push(item);
      if (isHeld) return;
      if (queue.length >= maxExportBatchSize) void send();
      else timer ??= setTimeout(send, scheduleDelayMillis).unref();
    },
    isEmpty: () => queue.length + onItsWay.length === 0,
    hold,
    takeUnsent: () => {
      hold();
      countDropped();
      const unsent = [...onItsWay, ...queue.splice(0)];
      onItsWay = [];
      return unsent;
    },
    forceFlush: async () => {
      await send();
      await exporter.forceFlush?.();
    },
    shutdown: async () => {
      ended = true;
      await send();
      await exporter.shutdown();
    },
  };
};
