import { describe, expect, test } from '@jest/globals';
import { type Environment, resolveSettings } from '../../src/core/settings/index.ts';
import { type OtlpTarget, otlpTargetOf, type Signal } from '../../src/node/exporters/otlp-target.ts';

const OTLP = 'OTEL_EXPORTER_OTLP';

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#endpoint-urls-for-otlphttp */
const CASES: readonly (readonly [string, Signal, Environment, Partial<OtlpTarget>])[] = [
  ['the defaults', 'traces', {}, { url: 'http://localhost:4318/v1/traces', protocol: 'http/protobuf' }],
  [
    'a general endpoint gets the path of the signal',
    'metrics',
    { [`${OTLP}_ENDPOINT`]: 'http://c:1' },
    { url: 'http://c:1/v1/metrics' },
  ],
  [
    'also behind a path of its own',
    'logs',
    { [`${OTLP}_ENDPOINT`]: 'https://c/base' },
    { url: 'https://c/base/v1/logs' },
  ],
  [
    'with one slash between them',
    'logs',
    { [`${OTLP}_ENDPOINT`]: 'https://c/base/' },
    { url: 'https://c/base/v1/logs' },
  ],
  [
    'an endpoint of the signal is taken as it is',
    'traces',
    { [`${OTLP}_ENDPOINT`]: 'http://c:1', [`${OTLP}_TRACES_ENDPOINT`]: 'http://d:2/' },
    { url: 'http://d:2/' },
  ],
  [
    'and is no matter of another signal',
    'logs',
    { [`${OTLP}_ENDPOINT`]: 'http://c:1', [`${OTLP}_TRACES_ENDPOINT`]: 'http://d:2/' },
    { url: 'http://c:1/v1/logs' },
  ],
  [
    'gRPC has a port of its own',
    'traces',
    { [`${OTLP}_PROTOCOL`]: 'grpc' },
    { url: 'http://localhost:4317' },
  ],
  [
    'and no path',
    'traces',
    { [`${OTLP}_PROTOCOL`]: 'grpc', [`${OTLP}_ENDPOINT`]: 'https://c:1' },
    { url: 'https://c:1', protocol: 'grpc' },
  ],
  [
    'a protocol of the signal',
    'metrics',
    { [`${OTLP}_METRICS_PROTOCOL`]: 'http/json', [`${OTLP}_PROTOCOL`]: 'grpc' },
    { url: 'http://localhost:4318/v1/metrics', protocol: 'http/json' },
  ],
  [
    'headers of the signal stand in for the general ones',
    'logs',
    { [`${OTLP}_HEADERS`]: 'a=1,b=2', [`${OTLP}_LOGS_HEADERS`]: 'c=3' },
    { headers: { c: '3' } },
  ],
  ['general headers', 'traces', { [`${OTLP}_HEADERS`]: 'a=1,b=2' }, { headers: { a: '1', b: '2' } }],
  [
    'all the rest, general',
    'traces',
    {
      [`${OTLP}_TIMEOUT`]: '7',
      [`${OTLP}_COMPRESSION`]: 'gzip',
      [`${OTLP}_INSECURE`]: 'true',
      [`${OTLP}_CERTIFICATE`]: 'ca',
      [`${OTLP}_CLIENT_KEY`]: 'key',
      [`${OTLP}_CLIENT_CERTIFICATE`]: 'cert',
    },
    {
      timeoutMillis: 7,
      compression: 'gzip',
      insecure: true,
      certificate: 'ca',
      clientKey: 'key',
      clientCertificate: 'cert',
    },
  ],
  [
    'all the rest, of the signal',
    'metrics',
    {
      [`${OTLP}_TIMEOUT`]: '7',
      [`${OTLP}_METRICS_TIMEOUT`]: '8',
      [`${OTLP}_COMPRESSION`]: 'gzip',
      [`${OTLP}_METRICS_COMPRESSION`]: 'none',
      [`${OTLP}_INSECURE`]: 'true',
      [`${OTLP}_METRICS_INSECURE`]: 'false',
      [`${OTLP}_METRICS_CERTIFICATE`]: 'ca',
      [`${OTLP}_METRICS_CLIENT_KEY`]: 'key',
      [`${OTLP}_METRICS_CLIENT_CERTIFICATE`]: 'cert',
    },
    {
      timeoutMillis: 8,
      compression: 'none',
      insecure: false,
      certificate: 'ca',
      clientKey: 'key',
      clientCertificate: 'cert',
    },
  ],
];

describe('otlpTargetOf', () => {
  test.each(CASES)('%s', (_what, signal, env, target) => {
    const { settings, warnings } = resolveSettings(env);
    expect(warnings).toEqual([]);
    expect(otlpTargetOf(signal, settings)).toMatchObject({ signal, ...target });
  });
});
