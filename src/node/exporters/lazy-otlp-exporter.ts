import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';
import type { Payloads } from './serializers.ts';

export interface LazyOtlpExporter<T> {
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
  let made: OTLPExporterBase<Payloads[S]> | undefined;
  const make = (): OTLPExporterBase<Payloads[S]> => {
    const { createOtlpExporter } = load<typeof import('./otlp.ts')>('./exporters/otlp.js');
    return createOtlpExporter(signal, settings, load);
  };
  return {
    export: (items, done) => {
      try {
        made ??= make();
        made.export(items, done);
      } catch (error) {
        done({ code: ExportResultCode.FAILED, error: error as Error });
      }
    },
    forceFlush: async () => made?.forceFlush(),
    shutdown: async () => made?.shutdown(),
  };
};
