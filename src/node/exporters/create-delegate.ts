import { ExportResultCode } from '@opentelemetry/core';
import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';
import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { createHttpDelegate } from './otlp-http.ts';
import { type OtlpTarget, otlpTargetOf } from './otlp-target.ts';
import type { Payloads } from './serializers.ts';
import { reportUndelivered } from './undelivered.ts';

/** Says what failed in a line that a person can read; what the SDK makes of the error is left to debugging. */
const reporting = <T>(delegate: IOtlpExportDelegate<T>, { url }: OtlpTarget): IOtlpExportDelegate<T> => ({
  export: (items, done) =>
    delegate.export(items, ({ code, error }) =>
      done(
        code === ExportResultCode.SUCCESS
          ? { code }
          : { code, error: new Error(reportUndelivered(url, error)) },
      ),
    ),
  forceFlush: () => delegate.forceFlush(),
  shutdown: () => delegate.shutdown(),
  setMetrics: (metrics) => delegate.setMetrics(metrics),
});

/** What sends one signal, by the protocol that the settings name. */
export const createDelegate = <S extends keyof Payloads>(
  signal: S,
  settings: Settings,
  load: LoadChunk,
): IOtlpExportDelegate<Payloads[S]> => {
  const target = otlpTargetOf(signal, settings);
  if (target.protocol !== 'grpc') return reporting(createHttpDelegate(signal, target), target);
  const { createGrpcDelegate } = load<typeof import('./otlp-grpc.ts')>('./exporters/otlp-grpc.js');
  return reporting(createGrpcDelegate(signal, target), target);
};
