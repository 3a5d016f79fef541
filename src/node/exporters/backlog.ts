import type { Payload } from './payload.ts';

/** Which exporter a payload is for. */
export type Lane = Pick<Payload, 'signal' | 'lane'>;

/** A payload on disk. */
export interface Stored extends Omit<Payload, 'body'> {
  /** Tries so far that got as far as the Collector. */
  readonly tries: number;
  /** Undefined where the file is damaged; gone where another process has it. */
  read(): Promise<Uint8Array | undefined | 'gone'>;
  /** It needs to be kept no longer. */
  remove(): void;
  /** It could not be sent, and is next or last to be tried again. */
  giveBack(place: 'first' | 'last'): void;
}

/** Payloads that wait on disk, for this process or the next. */
export interface Backlog {
  /** Whether it is on disk now. Never rejects. */
  store(payload: Payload): Promise<boolean>;
  /** Stores at once, for the end of a process, and returns what could not be stored. */
  saveSync(payloads: readonly Payload[]): Payload[];
  /**
   * The oldest for an exporter of the signal, which is then the caller's.
   *
   * @param inherited also those that other processes have left
   */
  next(lane: Lane, inherited: boolean): Stored | undefined;
  /** Whether there is one, under way or not. */
  has(lane: Lane, inherited: boolean): boolean;
  /** Tells of payloads that another process has left; the answer stops listening. */
  onMore(listener: () => void): () => void;
}
