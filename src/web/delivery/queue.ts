import type { Scope } from '../otlp/encode.ts';
import { type Item, requestOf, type Signal } from '../otlp/request.ts';

/** Below the 64 KiB that a browser carries on for a page that has gone. https://fetch.spec.whatwg.org/#http-network-or-cache-fetch */
export const MOST_BATCH_BYTES = 60_000;

/** What waits, beyond which the newest is dropped. */
const MOST_WAITING_BYTES = 1_000_000;

/** Around the resource and the items of a batch: keys, and the names of a few scopes. */
const FRAME_BYTES = 500;

/** One request's worth. */
export interface Batch {
  readonly signal: Signal;
  readonly body: string;
  /** At most. */
  readonly bytes: number;
  readonly items: number;
}

export interface Queue {
  /** Whether there was room. */
  add(signal: Signal, scope: Scope, json: string): boolean;
  /** Takes everything, in batches of one signal each. */
  take(): Batch[];
  readonly bytes: number;
}

/** Items that wait to be sent, encoded already, so that a page that closes has little left to do. */
export const createQueue = (encodeResource: () => string): Queue => {
  const encoder = new TextEncoder();
  let resource = '';
  let overhead = 0;
  let waiting: (Item & { bytes: number })[] = [];
  let total = 0;
  return {
    add: (signal, scope, json) => {
      resource ||= encodeResource();
      overhead ||= encoder.encode(resource).length + FRAME_BYTES;
      const bytes = encoder.encode(json).length + 1;
      const fits = total + bytes < MOST_WAITING_BYTES && overhead + bytes < MOST_BATCH_BYTES;
      if (fits) {
        waiting.push({ signal, scope, json, bytes });
        total += bytes;
      }
      return fits;
    },
    take: () => {
      const batches: Batch[] = [];
      for (const signal of ['logs', 'traces'] as const) {
        let items: Item[] = [];
        let bytes = overhead;
        for (const item of [...waiting.filter((each) => each.signal === signal), undefined]) {
          if (items.length && !(item && bytes + item.bytes < MOST_BATCH_BYTES)) {
            batches.push({ signal, body: requestOf(resource, items), bytes, items: items.length });
            items = [];
            bytes = overhead;
          }
          if (item) {
            items.push(item);
            bytes += item.bytes;
          }
        }
      }
      waiting = [];
      total = 0;
      return batches;
    },
    get bytes() {
      return total;
    },
  };
};
