import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';
import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { createHttpDelegate } from './otlp-http.ts';
import { otlpTargetOf } from './otlp-target.ts';
import type { Payloads } from './serializers.ts';

/** What sends one signal, by the protocol that the settings name. */
export const createDelegate = <S extends keyof Payloads>(
  signal: S,
  settings: Settings,
  load: LoadChunk,
): IOtlpExportDelegate<Payloads[S]> => {
  const target = otlpTargetOf(signal, settings);
  if (target.protocol !== 'grpc') return createHttpDelegate(signal, target);
  const { createGrpcDelegate } = load<typeof import('./otlp-grpc.ts')>('./exporters/otlp-grpc.js');
  return createGrpcDelegate(signal, target);
};
