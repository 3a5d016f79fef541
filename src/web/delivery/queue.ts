import type { Scope } from '../otlp/encode.ts';
import { type Item, requestOf, type Signal } from '../otlp/request.ts';

/** Below the 64 KiB that a browser carries on for a page that has gone. https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
export const MOST_BATCH_BYTES = 60_000;

/** What waits, beyond which the newest is dropped. */
const MOST_WAITING_BYTES = 1_000_000;

/** One request's worth. */
export interface Batch {
  readonly signal: Signal;
  readonly body: string;
  readonly bytes: number;
  readonly items: number;
}

export interface Queue {
  /** Whether there was room. */
  add(signal: Signal, scope: Scope, json: string): boolean;
  /** Takes everything, in batches of one signal each. */
  take(): Batch[];
  readonly bytes: number;
  clear(): void;
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** Items that wait to be sent, encoded already, so that a page that closes has little left to do. */
export const createQueue = (resource: string): Queue => {
  let waiting: (Item & { bytes: number })[] = [];
  let bytes = 0;
  const overhead = byteLength(resource) + 300;
  const clear = (): void => {
    waiting = [];
    bytes = 0;
  };
  return {
    add: (signal, scope, json) => {
      const size = byteLength(json) + 1;
      if (bytes + size > MOST_WAITING_BYTES || size + overhead > MOST_BATCH_BYTES) return false;
      waiting.push({ signal, scope, json, bytes: size });
      bytes += size;
      return true;
    },
    take: () => {
      const batches: Batch[] = [];
      for (const signal of ['logs', 'traces'] as const) {
        let items: Item[] = [];
        let size = overhead;
        const close = (): void => {
          if (!items.length) return;
          const body = requestOf(resource, items);
          batches.push({ signal, body, bytes: byteLength(body), items: items.length });
          items = [];
          size = overhead;
        };
        for (const item of waiting) {
          if (item.signal !== signal) continue;
          // Room for the name of one more scope.
          if (size + item.bytes > MOST_BATCH_BYTES) close();
          items.push(item);
          size += item.bytes;
        }
        close();
      }
      clear();
      return batches;
    },
    get bytes() {
      return bytes;
    },
    clear,
  };
};
