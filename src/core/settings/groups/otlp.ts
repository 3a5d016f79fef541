import { optional, type Setting, setting } from '../setting.ts';
import { anyText, boolean, headers, httpUrl, integer, oneOf } from '../value-types.ts';

const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type OtlpProtocol = (typeof PROTOCOLS)[number];

const protocol = oneOf(PROTOCOLS);
const compression = oneOf(['none', 'gzip']);

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/#configuration-options, for all signals */
export const otlp = {
  otlpEndpoint: optional(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    httpUrl,
    'where telemetry goes; `http://localhost:4318`, for `grpc` `http://localhost:4317`',
  ),
  otlpProtocol: setting('OTEL_EXPORTER_OTLP_PROTOCOL', protocol, 'http/protobuf', 'how telemetry travels'),
  otlpHeaders: setting('OTEL_EXPORTER_OTLP_HEADERS', headers, {}, 'headers of each export', {
    secret: true,
  }),
  otlpTimeoutMillis: setting(
    'OTEL_EXPORTER_OTLP_TIMEOUT',
    integer(1),
    10_000,
    'longest wait for one export',
    { unit: 'ms' },
  ),
  otlpCompression: setting(
    'OTEL_EXPORTER_OTLP_COMPRESSION',
    compression,
    'none',
    'compression of each export',
  ),
  otlpInsecure: setting(
    'OTEL_EXPORTER_OTLP_INSECURE',
    boolean,
    false,
    'no TLS for a `grpc` endpoint without a scheme of its own',
  ),
  otlpCertificate: optional(
    'OTEL_EXPORTER_OTLP_CERTIFICATE',
    anyText,
    "file with the certificates that the server's is checked against",
  ),
  otlpClientKey: optional('OTEL_EXPORTER_OTLP_CLIENT_KEY', anyText, "file with the client's private key"),
  otlpClientCertificate: optional(
    'OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE',
    anyText,
    "file with the client's certificate",
  ),
} as const;

/** The same for one signal; what is not given follows the setting for all signals. */
const signalRows = <S extends 'TRACES' | 'METRICS' | 'LOGS'>(signal: S) => {
  const name = (suffix: string) => `OTEL_EXPORTER_OTLP_${signal}_${suffix}`;
  const noun = signal.toLowerCase();
  return {
    Endpoint: optional(name('ENDPOINT'), httpUrl, `the whole URL for ${noun}`),
    Protocol: optional(name('PROTOCOL'), protocol, `how ${noun} travel`),
    Headers: optional(name('HEADERS'), headers, `headers of each export of ${noun}`, { secret: true }),
    TimeoutMillis: optional(name('TIMEOUT'), integer(1), `longest wait for one export of ${noun}`, {
      unit: 'ms',
    }),
    Compression: optional(name('COMPRESSION'), compression, `compression of ${noun}`),
    Insecure: optional(name('INSECURE'), boolean, `no TLS for ${noun} by \`grpc\``),
    Certificate: optional(name('CERTIFICATE'), anyText, `certificates for the server of ${noun}`),
    ClientKey: optional(name('CLIENT_KEY'), anyText, `the client's private key for ${noun}`),
    ClientCertificate: optional(name('CLIENT_CERTIFICATE'), anyText, `the client's certificate for ${noun}`),
  };
};

type Prefixed<P extends string, R> = { readonly [K in keyof R & string as `${P}${K}`]: R[K] };

const prefixed = <P extends string, R extends Record<string, Setting<unknown>>>(prefix: P, rows: R) =>
  Object.fromEntries(Object.entries(rows).map(([key, row]) => [`${prefix}${key}`, row])) as Prefixed<P, R>;

export const otlpTraces = prefixed('otlpTraces', signalRows('TRACES'));
export const otlpMetrics = prefixed('otlpMetrics', signalRows('METRICS'));
export const otlpLogs = prefixed('otlpLogs', signalRows('LOGS'));
