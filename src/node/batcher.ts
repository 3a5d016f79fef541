import { context, diag } from '@opentelemetry/api';
import {
  type ExportResult,
  ExportResultCode,
  globalErrorHandler,
  suppressTracing,
} from '@opentelemetry/core';

export interface BatchedExporter<T> {
  export(items: T[], done: (result: ExportResult) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface BatcherOptions {
  /** What is batched, for messages. */
  readonly noun: string;
  readonly scheduleDelayMillis: number;
  readonly exportTimeoutMillis: number;
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
}

export interface Batcher<T> {
  add(item: T): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Gathers items and exports them in batches, one export at a time. The project's own, because the timers of the
 * SDK's batch processors hold the program while an export hangs; nothing of this one does.
 */
export const createBatcher = <T>(exporter: BatchedExporter<T>, options: BatcherOptions): Batcher<T> => {
  const { noun, scheduleDelayMillis, exportTimeoutMillis, maxQueueSize, maxExportBatchSize } = options;
  const queue: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let dropped = 0;
  let ended = false;

  const exportBatch = (batch: T[]): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => reject(new Error('Timeout')), exportTimeoutMillis).unref();
      const done = ({ code, error }: ExportResult): void => {
        clearTimeout(timeout);
        if (code === ExportResultCode.SUCCESS) resolve();
        else reject(error ?? new Error(`${noun} could not be exported`));
      };
      context.with(suppressTracing(context.active()), () => exporter.export(batch, done));
    }).catch(globalErrorHandler);

  const sendQueue = async (): Promise<void> => {
    while (queue.length > 0) await exportBatch(queue.splice(0, maxExportBatchSize));
    // Here and not in a later turn: what is added from now on has to start anew.
    sending = undefined;
  };

  /** Sends what is there; where that is under way already, waits for it. */
  const send = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (!sending && queue.length > 0) sending = sendQueue();
    return sending ?? Promise.resolve();
  };

  const drop = (): void => {
    if (dropped === 0) diag.warn(`${noun} are dropped, because ${maxQueueSize} wait to be sent already`);
    dropped++;
  };

  return {
    add: (item) => {
      if (ended) return;
      if (queue.length >= maxQueueSize) return drop();
      queue.push(item);
      if (queue.length >= maxExportBatchSize) void send();
      else timer ??= setTimeout(send, scheduleDelayMillis).unref();
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
