import type { Settings } from '../../core/settings/index.ts';
import type { Payloads } from '../exporters/serializers.ts';

/** What one exporter of a signal still has to send, for the moment when nothing asynchronous happens any more. */
export interface UnsentSource<S extends keyof Payloads = keyof Payloads> {
  readonly signal: S;
  /** Which of the exporters of the signal it is. */
  readonly lane: number;
  readonly settings: Settings;
  /** Whether there is certainly nothing. Cheap. */
  isEmpty(): boolean;
  /** Begins no export in the normal way any more. */
  hold(): void;
  /**
   * What was not acknowledged, redacted, one payload an export. Holds the rest: what comes later waits for the next
   * call.
   *
   * @param ifCounted of metrics only what was counted since the last export
   */
  take(ifCounted: boolean): readonly Payloads[S][];
  /** Of an exporter that writes at once, such as the console's. Without it the payloads go by OTLP. */
  readonly write?: (payload: Payloads[S]) => void;
}

const sources: UnsentSource[] = [];

/** Tells the end of the process where to look. */
export const addUnsentSource = <S extends keyof Payloads>(source: UnsentSource<S>): void => {
  sources.push(source as unknown as UnsentSource);
};

export const unsentSources = (): readonly UnsentSource[] => sources;

const releases: (() => void)[] = [];

/** What gives on, at once, the ended spans that it still holds back. */
export const beforeLastSpans = (release: () => void): void => {
  releases.push(release);
};

export const mayHoldSpansBack = (): boolean => releases.length > 0;

export const releaseSpans = (): void => {
  for (const release of releases) release();
};

/** Items in the payloads that the batches of one signal make. */
export const inBatches = <T>(items: readonly T[], size: number): T[][] => {
  const batches: T[][] = [];
  for (let i = 0; i < items.length; i += size) batches.push(items.slice(i, i + size));
  return batches;
};
