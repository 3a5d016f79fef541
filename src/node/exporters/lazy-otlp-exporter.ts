import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';
import type { Payloads } from './serializers.ts';

/** Exporters of each signal so far: a file of configuration may name several. */
const lanes = { traces: 0, metrics: 0, logs: 0 };

/** After the start of the application, in milliseconds. */
const BACKLOG_DELAY_MILLIS = 100;

export interface LazyOtlpExporter<T> {
  /** Which of the exporters of its signal it is, in the order of the configuration. */
  readonly lane: number;
  export(items: T, done: (result: ExportResult) => void): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Sends one signal over OTLP. What it takes to send is loaded when there is first something to send, because it
 * costs more at start than all the rest.
 */
export const createLazyOtlpExporter = <S extends keyof Payloads>(
  signal: S,
  settings: Settings,
  load: LoadChunk,
): LazyOtlpExporter<Payloads[S]> => {
  const lane = lanes[signal]++;
  let made: LazyOtlpExporter<Payloads[S]> | undefined;
  const make = (): LazyOtlpExporter<Payloads[S]> => {
    const { createOtlpExporter } = load<typeof import('./otlp.ts')>('./exporters/otlp.js');
    return createOtlpExporter(signal, settings, load, lane);
  };
  const makeQuietly = (): void => {
    try {
      made ??= make();
    } catch {
      // The first export says it.
    }
  };
  // What an earlier process has left is sent even where this one has nothing to send itself.
  if (settings.bufferDir !== undefined) setTimeout(makeQuietly, BACKLOG_DELAY_MILLIS).unref();
  return {
    lane,
    export: (items, done) => {
      try {
        made ??= make();
        made.export(items, done);
      } catch (error) {
        done({ code: ExportResultCode.FAILED, error: error as Error });
      }
    },
    forceFlush: async () => made?.forceFlush(),
    shutdown: async () => {
      if (settings.bufferDir !== undefined) makeQuietly();
      await made?.shutdown();
    },
  };
};

/** The lane of an exporter that may be another kind of exporter. */
export const laneOf = (exporter: object): number => (exporter as { readonly lane?: number }).lane ?? 0;
