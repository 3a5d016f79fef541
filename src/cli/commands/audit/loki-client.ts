import {
  AUDIT_SELECTOR,
  AUDIT_TENANT,
  type AuditRecord,
  auditRecords,
  auditRequest,
  type LokiStream,
} from '../../../monitoring/index.ts';

const TIMEOUT_MILLIS = 10_000;
const NANOS = 1_000_000n;
/** Loki refuses queries over more than 30 days and an hour. */
const WINDOW_MILLIS = 30 * 86_400_000;
const PAGE_RECORDS = 5_000;

export class LokiError extends Error {
  override readonly name = 'LokiError';
}

const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
  const headers = { 'x-scope-orgid': AUDIT_TENANT, ...init.headers };
  const signal = AbortSignal.timeout(TIMEOUT_MILLIS);
  const response = await fetch(url, { ...init, headers, signal }).catch((error: Error) => {
    throw new LokiError(
      `${new URL(url).origin} does not answer (${(error.cause as Error)?.message ?? error.message})`,
    );
  });
  if (response.ok) return response;
  const text = (await response.text()).trim().slice(0, 300);
  throw new LokiError(`${new URL(url).origin} answered ${response.status}: ${text}`);
};

interface Page {
  readonly from: bigint;
  readonly to: bigint;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
}

const query = async (loki: string, { from, to, direction, limit }: Page): Promise<readonly AuditRecord[]> => {
  const parameters = new URLSearchParams({
    query: AUDIT_SELECTOR,
    start: String(from),
    end: String(to),
    limit: String(limit),
    direction,
  });
  const response = await ask(`${loki}/loki/api/v1/query_range?${parameters}`);
  const { data } = (await response.json()) as { data: { result: readonly LokiStream[] } };
  return auditRecords(data.result);
};

/** The last record of the last 30 days. */
export const lastRecord = async (loki: string, nowMillis: number): Promise<AuditRecord | undefined> => {
  const to = BigInt(nowMillis + 60_000) * NANOS;
  const from = to - BigInt(WINDOW_MILLIS) * NANOS;
  return (await query(loki, { from, to, direction: 'backward', limit: 1 })).at(-1);
};

/** All records from a time on, oldest first. */
export const readRecords = async (
  loki: string,
  fromMillis: number,
  nowMillis: number,
): Promise<readonly AuditRecord[]> => {
  const all: AuditRecord[] = [];
  const end = BigInt(nowMillis + 60_000) * NANOS;
  const window = BigInt(WINDOW_MILLIS) * NANOS;
  for (let from = BigInt(fromMillis) * NANOS; from < end; ) {
    const to = from + window < end ? from + window : end;
    const page = await query(loki, { from, to, direction: 'forward', limit: PAGE_RECORDS });
    all.push(...page);
    const last = page.at(-1);
    from = last && page.length === PAGE_RECORDS ? BigInt(last.time) + 1n : to;
  }
  return all;
};

/** Throws where Loki has not taken all of them. */
export const writeRecords = async (loki: string, records: readonly AuditRecord[]): Promise<void> => {
  await ask(`${loki}/otlp/v1/logs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(auditRequest(records)),
  });
};
