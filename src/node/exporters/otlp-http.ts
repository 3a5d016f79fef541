import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';
import {
  createOtlpHttpExportDelegate,
  httpAgentFactoryFromOptions,
} from '@opentelemetry/otlp-exporter-base/node-http';
import { VERSION } from '../../core/version.ts';
import type { OtlpTarget } from './otlp-target.ts';
import { type Payloads, SIGNALS } from './serializers.ts';
import { readTlsFiles } from './tls-files.ts';

/** Exports under way at once; more are refused and counted. */
export const CONCURRENT_EXPORTS = 30;

/** Sends over HTTP, as protobuf or JSON. */
export const createHttpDelegate = <S extends keyof Payloads>(
  signal: S,
  target: OtlpTarget,
): IOtlpExportDelegate<Payloads[S]> => {
  const json = target.protocol === 'http/json';
  const { protobuf, json: jsonSerializer, counts } = SIGNALS[signal];
  const contentType = json ? 'application/json' : 'application/x-protobuf';
  return createOtlpHttpExportDelegate(
    {
      url: target.url,
      headers: async () => ({ ...target.headers, 'Content-Type': contentType }),
      timeoutMillis: target.timeoutMillis,
      compression: target.compression,
      concurrencyLimit: CONCURRENT_EXPORTS,
      agentFactory: httpAgentFactoryFromOptions({ keepAlive: true, ...readTlsFiles(target) }),
      userAgent: `binnacle/${VERSION}`,
    },
    json ? jsonSerializer : protobuf,
    `otlp_http_${signal}_exporter`,
    counts,
    undefined,
  );
};
