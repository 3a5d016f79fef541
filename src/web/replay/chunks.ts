import type { Scope } from '../otlp/encode.ts';
import type { Running } from '../run.ts';
import { base64, gzip } from './bytes.ts';

const SCOPE: Scope = { name: 'binnacle.session_replay' };
const INFO = 9;

type Attributes = Record<string, string | number>;

/** Whole numbers and texts as a list of `KeyValue`. */
const keyValues = (attributes: Attributes): object[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: value },
  }));

const nanos = (millis: number): string => `${Math.floor(millis)}000000`;

/** From the first event of a chunk to its end. */
const CHUNK_MILLIS = 5_000;

/** Of the events of a chunk, as text. What a page holds back is lost with it, so it is not much. */
const CHUNK_LENGTH = 50_000;

/** Of a record: in base64, with what stands around it, it is below the 60,000 of a batch. */
const PART_BYTES = 39_000;

/** Why there is no more of a recording. */
export type End = 'bytes' | 'duration' | 'snapshot' | 'delivery' | 'session';

export interface Chunks {
  add(event: string, time: number): void;
  /** Sends what waits, as it is where it cannot be awaited that it is packed. */
  flush(isLast: boolean): Promise<void>;
  /** Sends what waits, and that nothing more comes. */
  end(why: End): void;
  drop(): void;
}

interface Chunk {
  readonly events: string[];
  readonly first: number;
  last: number;
  length: number;
}

export interface ChunksOptions {
  readonly web: Running;
  readonly sessionId: string;
  /** Changes that were not recorded. */
  readonly missed: () => number;
  /** Whether so many more bytes may be sent. */
  readonly spend: (bytes: number) => boolean;
  readonly onSpent: () => void;
}

/** Events in numbered log records, packed where the browser can. */
export const createChunks = ({ web, sessionId, missed, spend, onSpent }: ChunksOptions): Chunks => {
  const { id } = web.view;
  let open: Chunk | undefined;
  let sequence = 0;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Chunks that are being packed, by what sends them as they are. */
  const packing = new Map<() => void, Promise<void>>();

  const send = (bytes: Uint8Array, encoding: string, time: number, attributes: Attributes): void => {
    if (!spend(bytes.length) && !('session.replay.end' in attributes)) {
      onSpent();
      return;
    }
    const parts = Math.ceil(bytes.length / PART_BYTES) || 1;
    for (let part = 0; part < parts; part++)
      web.delivery.add(
        'logs',
        SCOPE,
        JSON.stringify({
          timeUnixNano: nanos(time),
          observedTimeUnixNano: nanos(web.clock.now()),
          severityNumber: INFO,
          body: { bytesValue: base64(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)) },
          eventName: 'session.replay.chunk',
          attributes: keyValues({
            ...attributes,
            'session.replay.encoding': encoding,
            'session.replay.part': part,
            'session.replay.parts': parts,
          }),
          droppedAttributesCount: 0,
        }),
      );
  };

  const close = (isLast: boolean, why?: End): void => {
    clearTimeout(timer);
    timer = undefined;
    if (isLast) for (const now of packing.keys()) now();
    // There is no room for what waits.
    if (why === 'bytes') open = undefined;
    const now = Date.now();
    const chunk = open ?? { events: [], first: now, last: now };
    if (!open && !why) return;
    open = undefined;
    const text = chunk.events.join('\n');
    const attributes: Attributes = {
      'session.id': sessionId,
      'browser.view.id': web.view.id,
      'session.replay.id': id,
      'session.replay.sequence': sequence++,
      'session.replay.first_time': chunk.first,
      'session.replay.last_time': chunk.last,
      'session.replay.events': chunk.events.length,
      'session.replay.dropped': missed(),
      ...(why && { 'session.replay.end': why }),
    };
    let isSent = false;
    const sendOnce = (bytes: Uint8Array, encoding: string): void => {
      if (isSent || isOver) return;
      isSent = true;
      send(bytes, encoding, chunk.first, attributes);
    };
    const sendPlain = (): void => sendOnce(new TextEncoder().encode(text), 'none');
    if (isLast || !globalThis.CompressionStream) {
      sendPlain();
      return;
    }
    const packed = gzip(text)
      .then((bytes) => sendOnce(bytes, 'gzip'), sendPlain)
      .finally(() => packing.delete(sendPlain));
    packing.set(sendPlain, packed);
  };

  return {
    add: (event, time) => {
      open ??= { events: [], first: time, last: time, length: 0 };
      open.events.push(event);
      open.last = time;
      open.length += event.length;
      if (open.length > CHUNK_LENGTH) close(false);
      else timer ??= setTimeout(() => close(false), CHUNK_MILLIS);
    },
    flush: async (isLast) => {
      close(isLast);
      await Promise.all(packing.values());
    },
    end: (why) => close(false, why),
    drop: () => {
      clearTimeout(timer);
      isOver = true;
      open = undefined;
    },
  };
};
