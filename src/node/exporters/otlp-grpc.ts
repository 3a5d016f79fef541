import {
  createOtlpNetworkExportDelegate,
  ExporterMetrics,
  type IOtlpExportDelegate,
} from '@opentelemetry/otlp-exporter-base';
import { createGrpcTransport } from './grpc-transport.ts';
import { CONCURRENT_EXPORTS } from './otlp-http.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { type Payloads, SIGNALS } from './serializers.ts';

/** Sends over gRPC. A chunk of its own, loaded only where the protocol is `grpc`. */
export const createGrpcDelegate = <S extends keyof Payloads>(
  signal: S,
  target: OtlpTarget,
): IOtlpExportDelegate<Payloads[S]> => {
  const { protobuf, counts, grpcMethod } = SIGNALS[signal];
  return createOtlpNetworkExportDelegate(
    {
      timeoutMillis: target.timeoutMillis,
      concurrencyLimit: CONCURRENT_EXPORTS,
      compression: target.compression,
    },
    protobuf,
    new ExporterMetrics({
      componentType: `otlp_grpc_${signal}_exporter`,
      metricsHelper: counts,
      url: target.url,
      meterProvider: undefined,
      responseAttributesFromError: () => ({}),
    }),
    createGrpcTransport(target, grpcMethod),
  );
};
