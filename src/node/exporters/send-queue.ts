import type { LossReason } from '../losses.ts';
import type { Backlog, Lane, Stored } from './backlog.ts';
import { atMost, isHurried, onHurry } from './hurry.ts';
import type { Answer, Payload, Transport, Unsent } from './payload.ts';
import { isSuspect, waitAfter } from './retry-wait.ts';

/** Exports of one signal under way at once, while the Collector takes them. */
const CONCURRENT_EXPORTS = 4;

/** Most payloads that wait in memory, whatever their size. */
const MAX_WAITING = 1_000;

/**
 * How long a batch in memory is tried, in milliseconds, as long as the Collector's own exporters do:
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/exporterhelper/README.md
 */
const MAX_RETRY_MILLIS = 300_000;

/** What whoever sends is told. */
export interface SendEvents {
  delivered(payload: Omit<Payload, 'body'>, answer: Answer & { status: 'success' }): void;
  lost(payload: Omit<Payload, 'body'>, reason: LossReason): void;
  /** @param isLast the payload is not tried again */
  failed(error: unknown, isLast: boolean, failures: number): void;
}

export interface SendQueueOptions {
  readonly transport: Transport;
  /** Whose payloads these are. */
  readonly lane: Lane;
  /** Of one try. */
  readonly timeoutMillis: number;
  readonly maxBytes: number;
  readonly backlog: Backlog | undefined;
  /** Everything goes to the backlog before it is sent. */
  readonly storeFirst: boolean;
  readonly events: SendEvents;
}

export interface SendQueue {
  /** Takes a payload over. Never blocks, never throws. */
  offer(payload: Payload): void;
  /** Tries what waits, once where that fails. */
  flush(): Promise<void>;
  /** Tries everything once more; what is not taken is stored or lost. */
  shutdown(): Promise<void>;
  /** Whether nothing is in memory. */
  isEmpty(): boolean;
  /** What was not acknowledged and is not stored; from now on the caller sends it. */
  takeUnsent(): Unsent<Payload>;
}

/** Something to be sent: from memory, or from the backlog. */
interface Entry {
  readonly meta: Omit<Payload, 'body'>;
  readonly payload: Payload | undefined;
  readonly stored: Stored | undefined;
  readonly since: number;
  /** Tries that got as far as the Collector. */
  tries: number;
}

/** The answer, or that there is none, where the program is ending and cannot wait for it. */
const withoutKeeping = async (work: Promise<Answer>): Promise<Answer> => {
  let timer: NodeJS.Timeout | undefined;
  let forget = (): unknown => undefined;
  const tooLate = new Promise<Answer>((resolve) => {
    const error = new Error('no answer before the end of the program');
    const limit = (millis: number): void => {
      clearTimeout(timer);
      timer = setTimeout(resolve, millis, { status: 'retryable', error, reason: 'timeout' }).unref();
    };
    if (isHurried()) limit(atMost(Number.MAX_SAFE_INTEGER));
    forget = onHurry(limit);
  });
  const first = await Promise.race([work, tooLate]);
  forget();
  clearTimeout(timer);
  return first;
};

/**
 * The encoded batches of one signal on their way. Bounded by bytes and by number, the oldest go first. While the
 * Collector takes nothing one of them is tried at a time and the rest waits, in memory or, with a backlog, on disk.
 */
export const createSendQueue = (options: SendQueueOptions): SendQueue => {
  const { transport, lane, timeoutMillis, maxBytes, backlog, storeFirst, events } = options;
  const waiting: Entry[] = [];
  const underWay = new Set<Entry>();
  const storing = new Set<Payload>();
  const idlers = new Set<() => void>();
  let failures = 0;
  let lastReason: LossReason | undefined;
  let askedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let gaveUp = false;
  let ended = false;
  let isTaken = false;

  const bytesInMemory = (): number => {
    let bytes = 0;
    for (const { payload } of waiting) bytes += payload?.body.length ?? 0;
    for (const { payload } of underWay) bytes += payload?.body.length ?? 0;
    for (const { body } of storing) bytes += body.length;
    return bytes;
  };

  const lose = ({ meta, stored }: Entry, reason: LossReason): void => {
    stored?.remove();
    events.lost(meta, reason);
  };

  const entryOf = (payload: Payload): Entry => {
    return {
      meta: payload,
      payload,
      stored: undefined,
      since: performance.now(),
      tries: 0,
    };
  };

  const keepInMemory = (entry: Entry, place: 'first' | 'last'): void => {
    if (place === 'first') waiting.unshift(entry);
    else waiting.push(entry);
    while (waiting.length > 1 && (waiting.length > MAX_WAITING || bytesInMemory() > maxBytes)) {
      const oldest = waiting.shift();
      if (oldest) lose(oldest, 'buffer_full');
    }
  };

  /** On disk, or in memory where that is not possible. */
  const store = (entry: Entry, place: 'first' | 'last'): void => {
    const { payload } = entry;
    if (!backlog || !payload) {
      keepInMemory(entry, place);
      return;
    }
    if (ended || isHurried()) {
      if (backlog.saveSync([payload]).length > 0) keepInMemory(entry, place);
      return;
    }
    // A disk that is slower than the application.
    if (bytesInMemory() + payload.body.length > maxBytes) {
      lose(entry, 'buffer_full');
      return;
    }
    storing.add(payload);
    void backlog.store(payload).then((isStored) => {
      storing.delete(payload);
      if (!isStored && !isTaken) keepInMemory(entry, place);
      pump();
    });
  };

  const settle = (entry: Entry, answer: Answer): void => {
    if (answer.status === 'success') {
      failures = 0;
      entry.stored?.remove();
      events.delivered(entry.meta, answer);
      return;
    }
    if (answer.status === 'failure') {
      // It was refused, and so the Collector is there.
      failures = 0;
      lose(entry, answer.reason);
      events.failed(answer.error, true, 1);
      return;
    }
    gaveUp = true;
    lastReason = answer.reason;
    askedUntil = performance.now() + (answer.retryInMillis ?? 0);
    // Those that fail together are one failure.
    if (timer === undefined) failures++;
    const isTooOld =
      entry.payload !== undefined && !backlog && performance.now() - entry.since > MAX_RETRY_MILLIS;
    events.failed(answer.error, isTooOld, failures);
    if (isSuspect(answer.error)) entry.tries++;
    // One that fails again and again must not hold up the others for ever.
    const place = entry.tries > 0 && entry.tries % 5 === 0 ? 'last' : 'first';
    if (isTooOld) lose(entry, answer.reason);
    else if (entry.stored) entry.stored.giveBack(place);
    else store(entry, place);
    if (timer === undefined && !ended)
      timer = setTimeout(pumpNow, waitAfter(failures, answer.error, answer.retryInMillis)).unref();
  };

  const bodyOf = async ({ payload, stored }: Entry): Promise<Uint8Array | undefined | 'gone'> =>
    payload?.body ?? stored?.read();

  const send = async (entry: Entry): Promise<void> => {
    const { encoding } = entry.meta;
    underWay.add(entry);
    const body = await bodyOf(entry);
    if (isTaken && entry.payload) return;
    const answer =
      body instanceof Uint8Array
        ? await withoutKeeping(transport.send(body, atMost(timeoutMillis), encoding))
        : undefined;
    underWay.delete(entry);
    if (isTaken && entry.payload) return;
    if (answer) settle(entry, answer);
    else if (body === 'gone') entry.stored?.remove();
    else lose(entry, 'corrupt');
    pump();
  };

  const next = (): Entry | undefined => {
    const stored = backlog?.next(lane, waiting.length === 0);
    if (!stored) return waiting.shift();
    return { meta: stored, payload: undefined, stored, since: 0, tries: stored.tries };
  };

  const isIdle = (): boolean =>
    underWay.size === 0 &&
    (gaveUp || (waiting.length === 0 && storing.size === 0 && !backlog?.has(lane, ended)));

  const pump = (): void => {
    while (timer === undefined && !isTaken && !(gaveUp && (ended || isHurried()))) {
      if (underWay.size >= (failures > 0 ? 1 : CONCURRENT_EXPORTS)) break;
      const entry = next();
      if (!entry) break;
      void send(entry);
    }
    if (!isIdle()) return;
    for (const idler of idlers) idler();
    idlers.clear();
  };

  const pumpNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    gaveUp = false;
    pump();
  };

  const flush = (): Promise<void> =>
    new Promise((resolve) => {
      // A wait that the Collector asked for is kept, unless the program is ending.
      if (performance.now() < askedUntil && !ended && !isHurried()) return resolve();
      idlers.add(resolve);
      pumpNow();
    });

  const forget = onHurry(pumpNow);
  const forgetMore = backlog?.onMore(() => pump());
  // What an earlier process has left was found before anybody listened.
  if (backlog?.has(lane, true)) pump();

  return {
    offer: (payload) => {
      if (isTaken || ended) return events.lost(payload, 'shutdown');
      const entry = entryOf(payload);
      const isBehind = backlog?.has(lane, false) || storing.size > 0;
      if (backlog && (storeFirst || failures > 0 || isBehind)) store(entry, 'last');
      else keepInMemory(entry, 'last');
      pump();
    },
    flush,
    shutdown: async () => {
      ended = true;
      await flush();
      forget();
      forgetMore?.();
      clearTimeout(timer);
      for (const entry of waiting.splice(0)) {
        if (!backlog || !entry.payload || backlog.saveSync([entry.payload]).length > 0)
          lose(entry, failures > 0 ? (lastReason ?? 'shutdown') : 'shutdown');
      }
      transport.shutdown();
    },
    isEmpty: () => underWay.size + waiting.length + storing.size === 0,
    takeUnsent: () => {
      isTaken = true;
      clearTimeout(timer);
      const payloadsOf = (entries: Iterable<Entry>): Payload[] =>
        [...entries].flatMap(({ payload }) => payload ?? []);
      return { underWay: payloadsOf(underWay), waiting: [...payloadsOf(waiting.splice(0)), ...storing] };
    },
  };
};
