import type { OtlpProtocol, Settings } from '../../core/settings/index.ts';
import { proxyFor } from './proxy-for.ts';

export type Signal = 'traces' | 'metrics' | 'logs';

/** Where and how one signal leaves. */
export interface OtlpTarget {
  readonly signal: Signal;
  readonly protocol: OtlpProtocol;
  /** The whole URL; for `grpc` scheme, host and port. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
  readonly compression: 'none' | 'gzip';
  readonly insecure: boolean;
  /** Files. */
  readonly certificate: string | undefined;
  readonly clientKey: string | undefined;
  readonly clientCertificate: string | undefined;
  /** A file with more headers. */
  readonly headersFile: string | undefined;
  /** The URL of the proxy on the way; it may have a user and a password. */
  readonly proxy: string | undefined;
}

const DEFAULT_HTTP_ENDPOINT = 'http://localhost:4318';
const DEFAULT_GRPC_ENDPOINT = 'http://localhost:4317';

type Capital<S extends Signal> = Capitalize<S>;
const capital = <S extends Signal>(signal: S): Capital<S> =>
  (signal[0]?.toUpperCase() + signal.slice(1)) as Capital<S>;

/** A general endpoint gets the signal's path, one for the signal is used as it is. */
const urlOf = (
  signal: Signal,
  protocol: OtlpProtocol,
  own: string | undefined,
  general: string | undefined,
): string => {
  if (own !== undefined) return own;
  if (protocol === 'grpc') return general ?? DEFAULT_GRPC_ENDPOINT;
  return `${(general ?? DEFAULT_HTTP_ENDPOINT).replace(/\/$/, '')}/v1/${signal}`;
};

/**
 * The settings of one signal: its own before the general ones.
 * https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export const otlpTargetOf = (signal: Signal, settings: Settings): OtlpTarget => {
  const own = `otlp${capital(signal)}` as const;
  const protocol = settings[`${own}Protocol`] ?? settings.otlpProtocol;
  const url = urlOf(signal, protocol, settings[`${own}Endpoint`], settings.otlpEndpoint);
  return {
    signal,
    protocol,
    url,
    headers: settings[`${own}Headers`] ?? settings.otlpHeaders,
    timeoutMillis: settings[`${own}TimeoutMillis`] ?? settings.otlpTimeoutMillis,
    compression: settings[`${own}Compression`] ?? settings.otlpCompression,
    insecure: settings[`${own}Insecure`] ?? settings.otlpInsecure,
    certificate: settings[`${own}Certificate`] ?? settings.otlpCertificate,
    clientKey: settings[`${own}ClientKey`] ?? settings.otlpClientKey,
    clientCertificate: settings[`${own}ClientCertificate`] ?? settings.otlpClientCertificate,
    headersFile: settings.otlpHeadersFile,
    proxy: proxyFor(url, settings),
  };
};
