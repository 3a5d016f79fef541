import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';
import {
  createEmptyMetadata,
  createInsecureCredentials,
  createOtlpGrpcExportDelegate,
  createSslCredentials,
} from '@opentelemetry/otlp-grpc-exporter-base';
import { VERSION } from '../../core/version.ts';
import { CONCURRENT_EXPORTS } from './otlp-http.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { type Payloads, SIGNALS } from './serializers.ts';
import { readTlsFiles } from './tls-files.ts';

const metadataOf = (headers: OtlpTarget['headers']) => {
  const metadata = createEmptyMetadata();
  for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
  return metadata;
};

const credentialsOf = (target: OtlpTarget) => {
  if (target.insecure || target.url.startsWith('http:')) return createInsecureCredentials();
  const { ca, key, cert } = readTlsFiles(target);
  return createSslCredentials(ca, key, cert);
};

/** Sends over gRPC. A chunk of its own, loaded only where the protocol is `grpc`. */
export const createGrpcDelegate = <S extends keyof Payloads>(
  signal: S,
  target: OtlpTarget,
): IOtlpExportDelegate<Payloads[S]> => {
  const { protobuf, counts, grpcService } = SIGNALS[signal];
  return createOtlpGrpcExportDelegate(
    {
      url: target.url.replace(/^https?:\/\//, '').replace(/[/?#].*$/, ''),
      metadata: () => metadataOf(target.headers),
      credentials: () => credentialsOf(target),
      timeoutMillis: target.timeoutMillis,
      compression: target.compression,
      concurrencyLimit: CONCURRENT_EXPORTS,
      userAgent: `binnacle/${VERSION}`,
    },
    protobuf,
    `otlp_grpc_${signal}_exporter`,
    counts,
    undefined,
    `${signal}ExportService`,
    grpcService,
  );
};
