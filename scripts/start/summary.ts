import type { EndpointView } from '../../src/backend/store/red/endpoint.ts';

export interface Row {
  readonly service: string;
  readonly endpoint: string;
  readonly requests: number;
  readonly errors: number;
  readonly p95Millis: number | null;
}

/** What the backend has counted of each endpoint. */
export const askSummary = async (pageUrl: string): Promise<readonly Row[]> => {
  const response = await fetch(`${pageUrl}/api/summary`, { signal: AbortSignal.timeout(2_000) });
  const { endpoints } = (await response.json()) as { endpoints: readonly EndpointView[] };
  return endpoints
    .map(({ service, endpoint, requests, errors, p95Millis }) => ({
      service,
      endpoint,
      requests,
      errors,
      p95Millis,
    }))
    .sort((a, b) => b.service.localeCompare(a.service) || a.endpoint.localeCompare(b.endpoint));
};

const millis = (value: number | null): string => (value === null ? '–' : `${Math.round(value)} ms`);

const HEADINGS = ['SERVICE', 'ENDPOINT', 'REQUESTS', 'ERRORS', 'P95'] as const;

/** A table, its first line the headings. */
export const renderTable = (rows: readonly Row[]): string[] => {
  const cells = rows.map(({ service, endpoint, requests, errors, p95Millis }) => [
    service,
    endpoint,
    String(requests),
    String(errors),
    millis(p95Millis),
  ]);
  const all = [[...HEADINGS], ...cells];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row.map((text, i) => (i < 2 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  '),
  );
};

/** The same in one line, for logs. */
export const renderLine = (rows: readonly Row[]): string => {
  const own = rows.filter(({ service }) => service === 'storefront');
  const requests = own.reduce((sum, row) => sum + row.requests, 0);
  const errors = own.reduce((sum, row) => sum + row.errors, 0);
  const p95 = own.map(({ endpoint, p95Millis }) => `${endpoint} ${millis(p95Millis)}`).join(', ');
  return `${requests} requests, ${errors} errors; p95: ${p95 || 'nothing yet'}`;
};
