import { randomUUID } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { createRedactor } from '../../../core/redaction/index.ts';
import { resolveSettings } from '../../../core/settings/index.ts';
import { createExportHeaders } from '../../../node/exporters/export-headers.ts';
import { otlpTargetOf } from '../../../node/exporters/otlp-target.ts';
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
  const { otlpHeadersFile, otlpCertificate, otlpClientCertificate, otlpClientKey } = settings;
  if (otlpHeadersFile !== undefined)
    try {
      accessSync(otlpHeadersFile, constants.R_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      io.stderr(`BINNACLE_OTLP_HEADERS_FILE: ${otlpHeadersFile} cannot be read (${code})\n`);
    }
  const headers = createExportHeaders({ ...otlpTargetOf('traces', settings), headers: settings.otlpHeaders });
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
