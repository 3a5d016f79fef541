import type { Scope } from '../otlp/encode.ts';
import type { Signal } from '../otlp/request.ts';
import { type Batch, createQueue, MOST_BATCH_BYTES } from './queue.ts';
import { waitMillis } from './retry.ts';

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
  readonly store: (() => Promise<Store>) | false | undefined;
  /** The page's own, as it was before anybody changed it. */
  readonly fetch: typeof fetch;
}

export interface Delivery {
  add(signal: Signal, scope: Scope, json: string): void;
  /**
   * Sends what waits, but for what has to wait longer; resolves when each request has been answered. A page that is
   * leaving has no later: what failed is tried too, and what is stored stays for the next page.
   */
  flush(isLeaving?: boolean): Promise<void>;
  /** Sends again what failed, now rather than later. */
  retry(): void;
  readonly dropped: number;
  /** Drops what waits, and sends and stores nothing more. */
  stop(): void;
}

export const createDelivery = (options: DeliveryOptions): Delivery => {
  const queue = createQueue(options.resource);
  // As a function of nobody: a browser's own asks for that.
  const { fetch } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const failed: Batch[] = [];
  let failures = 0;
  let notBefore = 0;
  let keptAlive = 0;
  let dropped = 0;
  let isStopped = false;
  // Of an earlier page, perhaps.
  let isStored = !!options.store;
  /** Throws where none is asked for, and is none any more once stopped: what is stored is removed with the rest. */
  const stored = (): Promise<Store> =>
    (options.store as () => Promise<Store>)().then((store) => (!isStopped && store) as Store);

  const schedule = (millis: number): void => {
    timer ??= setTimeout(delivery.flush, millis);
  };

  const keep = async (batch: Batch): Promise<void> => {
    try {
      await (await stored()).put([batch]);
      isStored = true;
    } catch {
      // No storage, or none is asked for: it waits in memory.
      if (failed.push(batch) > MOST_FAILED) dropped += failed.shift()?.items as number;
    }
  };

  const send = async (batch: Batch): Promise<void> => {
    const { signal, body, bytes } = batch;
    // The browser's own budget is for all requests under way together; the page may have used it up.
    const keepalive = !failures && keptAlive + bytes <= MOST_BATCH_BYTES;
    if (keepalive) keptAlive += bytes;
    let retryAfter: string | null | undefined;
    try {
      const response = await fetch(options.endpoint() + signal, {
        method: 'POST',
        body,
        headers: options.headers,
        credentials: 'omit',
        keepalive,
      });
      retryAfter = response.headers.get('retry-after');
      // Others would be no better another time: https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes
      if (![429, 502, 503, 504].includes(response.status)) {
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
    flush: async (isLeaving) => {
      clearTimeout(timer);
      timer = undefined;
      // Nobody may ever see a page that is prerendered.
      if (globalThis.document?.prerendering) return schedule(FLUSH_MILLIS);
      const wait = isLeaving ? 0 : notBefore - Date.now();
      const isHidden = isLeaving || globalThis.document?.hidden;
      if (wait > 0) {
        schedule(wait);
        if (!isHidden) return;
      }
      // A page that is hidden may be gone before the wait is over: what is new is tried, what failed waits.
      const sending = [...failed.splice(wait > 0 ? MOST_FAILED : 0), ...queue.take()].map(send);
      if (isStored && !isHidden) {
        isStored = false;
        try {
          sending.push(...(await (await stored()).take()).map(send));
        } catch {
          // They wait on.
        }
      }
      await Promise.all(sending);
    },
    retry: () => {
      notBefore = 0;
      void delivery.flush();
    },
    get dropped() {
      return dropped;
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      queue.take();
      failed.splice(0);
    },
  };
  return delivery;
};
