import type { Scope } from '../otlp/encode.ts';
import type { Signal } from '../otlp/request.ts';
import { type Batch, createQueue, MOST_BATCH_BYTES } from './queue.ts';
import { isRetryable, waitMillis } from './retry.ts';

/** From the first item that waits to the request that takes it. */
const FLUSH_MILLIS = 5_000;

/** Batches that a server did not take, kept in memory for another try. */
const MOST_FAILED = 16;

/** Where batches outlast the page. */
export interface Store {
  put(batches: readonly Batch[]): Promise<void>;
  /** Takes all, so that of two tabs one sends them. */
  take(): Promise<Batch[]>;
}

export interface DeliveryOptions {
  /** `traces` and `logs` are added. */
  readonly endpoint: () => string;
  readonly headers: Readonly<Record<string, string>>;
  /** The encoded `Resource` message, asked for when the first item waits. */
  readonly resource: () => string;
  readonly store?: (() => Promise<Store>) | undefined;
  /** The page's own, as it was before anybody changed it. */
  readonly fetch: typeof fetch;
}

export interface Delivery {
  add(signal: Signal, scope: Scope, json: string): void;
  /** Sends what waits; resolves when each request has been answered. */
  flush(): Promise<void>;
  /** Sends again what failed, now rather than later. */
  retry(): void;
  drop(): void;
  readonly dropped: number;
  stop(): void;
}

export const createDelivery = (options: DeliveryOptions): Delivery => {
  const queue = createQueue(options.resource);
  // As a function of nobody: a browser's own asks for that.
  const { fetch } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failed: Batch[] = [];
  let failures = 0;
  let notBefore = 0;
  let keptAlive = 0;
  let dropped = 0;
  let isStopped = false;
  // Of an earlier page, perhaps.
  let isStored = !!options.store;

  const schedule = (millis: number): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void delivery.flush();
    }, millis);
  };

  const keep = async (batch: Batch): Promise<void> => {
    try {
      if (options.store) {
        await (await options.store()).put([batch]);
        isStored = true;
        return;
      }
    } catch {
      // No storage: it waits in memory.
    }
    failed.push(batch);
    while (failed.length > MOST_FAILED) dropped += failed.shift()?.items ?? 0;
  };

  const send = async (batch: Batch): Promise<void> => {
    const { signal, body, bytes } = batch;
    // The browser's own budget is for all requests under way together; the page may have used it up.
    const keepalive = !failures && keptAlive + bytes <= MOST_BATCH_BYTES;
    if (keepalive) keptAlive += bytes;
    let retryAfter: string | null = null;
    try {
      const response = await fetch(options.endpoint() + signal, {
        method: 'POST',
        body,
        headers: options.headers,
        credentials: 'omit',
        keepalive,
      });
      retryAfter = response.headers.get('retry-after');
      if (!isRetryable(response.status)) {
        if (!response.ok) dropped += batch.items;
        failures = 0;
        return;
      }
    } catch {
      // No network, or nobody there.
    } finally {
      if (keepalive) keptAlive -= bytes;
    }
    if (isStopped) return;
    const wait = waitMillis(failures++, retryAfter);
    notBefore = Date.now() + wait;
    await keep(batch);
    schedule(wait);
  };

  const delivery: Delivery = {
    add: (signal, scope, json) => {
      if (isStopped) return;
      if (!queue.add(signal, scope, json)) dropped++;
      else if (queue.bytes > MOST_BATCH_BYTES / 2) void delivery.flush();
      else schedule(FLUSH_MILLIS);
    },
    flush: async () => {
      const wait = notBefore - Date.now();
      const isHidden = globalThis.document?.hidden;
      if (wait > 0 && !isHidden) {
        schedule(wait);
        return;
      }
      clearTimeout(timer);
      timer = undefined;
      const again = failed;
      failed = [];
      const sending = [...again, ...queue.take()].map(send);
      if (isStored && !isHidden) {
        isStored = false;
        const stored = await (await options.store?.())?.take().catch(() => []);
        sending.push(...(stored ?? []).map(send));
      }
      await Promise.all(sending);
    },
    retry: () => {
      notBefore = 0;
      void delivery.flush();
    },
    drop: () => {
      queue.take();
      failed = [];
    },
    get dropped() {
      return dropped;
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
  return delivery;
};
