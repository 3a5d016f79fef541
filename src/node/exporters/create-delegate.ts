import { ExportResultCode } from '@opentelemetry/core';
import {
  createOtlpNetworkExportDelegate,
  ExporterMetrics,
  type IExporterTransport,
  type IOtlpExportDelegate,
} from '@opentelemetry/otlp-exporter-base';
import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { createHttpTransport } from './http-transport.ts';
import { type OtlpTarget, otlpTargetOf } from './otlp-target.ts';
import { createRetryingTransport } from './retrying-transport.ts';
import { type Payloads, SIGNALS } from './serializers.ts';
import { reportUndelivered } from './undelivered.ts';

/** Exports under way at once; more are refused and counted. */
const CONCURRENT_EXPORTS = 30;

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

const transportFor = (target: OtlpTarget, grpcMethod: string, load: LoadChunk): IExporterTransport => {
  if (target.protocol !== 'grpc') return createHttpTransport(target);
  const { createGrpcTransport } = load<typeof import('./otlp-grpc.ts')>('./exporters/otlp-grpc.js');
  return createGrpcTransport(target, grpcMethod);
};

/** What sends one signal, by the protocol that the settings name. */
export const createDelegate = <S extends keyof Payloads>(
  signal: S,
  settings: Settings,
  load: LoadChunk,
): IOtlpExportDelegate<Payloads[S]> => {
  const target = otlpTargetOf(signal, settings);
  const { protobuf, json, counts, grpcMethod } = SIGNALS[signal];
  const delegate = createOtlpNetworkExportDelegate<Payloads[S], unknown>(
    {
      timeoutMillis: target.timeoutMillis,
      compression: target.compression,
      concurrencyLimit: CONCURRENT_EXPORTS,
    },
    target.protocol === 'http/json' ? json : protobuf,
    new ExporterMetrics({
      componentType: `otlp_${target.protocol === 'grpc' ? 'grpc' : 'http'}_${signal}_exporter`,
      metricsHelper: counts,
      url: target.url,
      meterProvider: undefined,
      responseAttributesFromError: () => ({}),
    }),
    createRetryingTransport(transportFor(target, grpcMethod, load), (error) =>
      reportUndelivered(target.url, error),
    ),
  );
  return reporting(delegate, target);
};
