import { gunzipSync } from 'node:zlib';
import type { Recording, RecordingEvent } from '../../../player/recording.ts';
import { type Chunk, chunksIn } from './chunk.ts';
import { playable } from './playable.ts';

/** A session of which something was recorded. */
export interface RecordedSession {
  readonly id: string;
  readonly service: string;
  readonly recordings: readonly Recording[];
}

/** Nobody's chunk is larger; what unpacks to more was made to harm. */
const MOST_CHUNK_BYTES = 64 * 1_048_576;

const groupBy = <T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
};

const isEvent = (value: unknown): value is RecordingEvent => {
  const { type, timestamp } = (value ?? {}) as Partial<RecordingEvent>;
  return Number.isInteger(type) && Number.isFinite(timestamp);
};

/** The events of one chunk, undefined where they cannot be read or a part of them is not there. */
const eventsOf = (parts: readonly Chunk[]): readonly RecordingEvent[] | undefined => {
  const bytes: Buffer[] = [];
  const [{ partCount = 1, encoding = '' } = {}] = parts;
  for (let number = 0; number < partCount; number++) {
    const part = parts.find((each) => each.part === number && each.encoding === encoding);
    if (!part) return undefined;
    bytes.push(part.bytes);
  }
  try {
    const whole = Buffer.concat(bytes);
    const plain = encoding === 'gzip' ? gunzipSync(whole, { maxOutputLength: MOST_CHUNK_BYTES }) : whole;
    const events = plain
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown);
    return events.every(isEvent) ? events : undefined;
  } catch {
    return undefined;
  }
};

const recordingOf = (id: string, chunks: readonly Chunk[]): Recording | undefined => {
  const bySequence = groupBy(chunks, ({ sequence }) => sequence);
  const last = Math.max(...bySequence.keys());
  const read = Array.from({ length: last + 1 }, (_each, sequence) =>
    eventsOf(bySequence.get(sequence) ?? []),
  );
  const missing = read.flatMap((events, sequence) => (events ? [] : [sequence]));
  return playable(id, read, {
    missing,
    dropped: Math.max(...chunks.map(({ dropped }) => dropped)),
    end: chunks.find(({ end }) => end)?.end,
  });
};

const byStart = (one: Recording, other: Recording): number => one.startMillis - other.startMillis;

/** The sessions in requests of OTLP, the last one first. */
export const readRecordings = (documents: readonly unknown[]): readonly RecordedSession[] => {
  const chunks = documents.flatMap(chunksIn);
  const sessions = [...groupBy(chunks, ({ session }) => session)].map(([id, own]) => ({
    id,
    service: own[0]?.service ?? '',
    recordings: [...groupBy(own, ({ recording }) => recording)]
      .flatMap(([recording, parts]) => recordingOf(recording, parts) ?? [])
      .sort(byStart),
  }));
  const startOf = ({ recordings }: RecordedSession): number => recordings[0]?.startMillis ?? 0;
  return sessions
    .filter(({ recordings }) => recordings.length > 0)
    .sort((one, other) => startOf(other) - startOf(one));
};
