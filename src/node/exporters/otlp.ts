import { OTLPExporterBase } from '@opentelemetry/otlp-exporter-base';
import type { Settings } from '../../core/settings/index.ts';
import type { LoadChunk } from '../load-chunk.ts';
import { createDelegate } from './create-delegate.ts';
import type { Payloads } from './serializers.ts';

/** What sends one signal over OTLP. A chunk of its own: HTTP, TLS and the encoders are loaded with it. */
export const createOtlpExporter = <S extends keyof Payloads>(
  signal: S,
  settings: Settings,
  load: LoadChunk,
): OTLPExporterBase<Payloads[S]> => new OTLPExporterBase(createDelegate(signal, settings, load));
