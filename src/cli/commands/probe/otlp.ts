import { randomUUID } from 'node:crypto';
import { createRedactor } from '../../../core/redaction/index.ts';
import { resolveSettings, type Settings } from '../../../core/settings/index.ts';
import { parseHeaders } from '../../../node/exporters/parse-headers.ts';
import { createReloadedFile } from '../../../node/exporters/reloaded-file.ts';
import type { Io } from '../../io.ts';
import { request } from '../../request.ts';

const TIMEOUT_MILLIS = 5_000;

export type MetricPoint = object;

export const nanos = (millis: number): string => String(BigInt(Math.round(millis * 1_000)) * 1_000n);

export const keyValues = (attributes: Readonly<Record<string, string | number>>): object[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));

/** Where telemetry goes, and as whose. */
export interface Sender {
  readonly endpoint: string;
  /** Why it was not taken, or nothing. */
  traces(spans: readonly object[]): Promise<string | undefined>;
  metrics(metrics: readonly MetricPoint[]): Promise<string | undefined>;
}

/** Those of the environment, and over them those of the file as it is now. */
const createHeaders = (
  { otlpHeaders, otlpHeadersFile: file }: Settings,
  io: Io,
): (() => Readonly<Record<string, string>>) => {
  const given = Object.fromEntries(
    Object.entries(otlpHeaders).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (file === undefined) return () => given;
  const complain = (message: string): void => io.stderr(`BINNACLE_OTLP_HEADERS_FILE: ${message}\n`);
  const read = createReloadedFile(file, (reason) => complain(`cannot be read (${reason})`));
  let content: Buffer | undefined;
  let own: Readonly<Record<string, string>> = {};
  return () => {
    const current = read();
    if (current && current !== content)
      own = parseHeaders(current, (line) =>
        complain(`${file}:${line}: expected a header such as "name: value"`),
      );
    content = current;
    return { ...given, ...own };
  };
};

/**
 * Sends OTLP as JSON to `OTEL_EXPORTER_OTLP_ENDPOINT`, with the headers and certificates of the environment; their files
 * are read again when they have changed.
 */
export const createSender = (io: Io, service: string, endpointGiven?: string): Sender => {
  const { settings, warnings } = resolveSettings(io.env, {}, createRedactor().text);
  for (const warning of warnings) io.stderr(`${warning}\n`);
  const endpoint = (endpointGiven ?? settings.otlpEndpoint ?? 'http://127.0.0.1:4318').replace(/\/+$/, '');
  const resource = {
    attributes: keyValues({ 'service.name': service, 'service.instance.id': randomUUID() }),
  };
  const scope = { name: 'binnacle' };
  const { otlpCertificate, otlpClientCertificate, otlpClientKey } = settings;
  const headers = createHeaders(settings, io);
  const tls = { ca: otlpCertificate, cert: otlpClientCertificate, key: otlpClientKey };
  const send = async (signal: string, body: object): Promise<string | undefined> => {
    try {
      const { ok, status, text } = await request(`${endpoint}/v1/${signal}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers() },
        body: JSON.stringify(body),
        timeoutMillis: TIMEOUT_MILLIS,
        tls,
      });
      return ok ? undefined : `${endpoint} answered ${status}: ${text.trim().slice(0, 200)}`;
    } catch (error) {
      return `${endpoint} does not answer (${(error as Error).message})`;
    }
  };
  return {
    endpoint,
    traces: (spans) => send('traces', { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] }),
    metrics: (metrics) =>
      send('metrics', { resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] }),
  };
};
