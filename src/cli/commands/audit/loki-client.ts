import {
  type AccessLine,
  AUDIT_SELECTOR,
  AUDIT_TENANT,
  type AuditRecord,
  accessPosition,
  accessRequest,
  accessSelector,
  auditRecords,
  auditRequest,
  type LokiStream,
} from '../../../monitoring/index.ts';
import { type Question, type Reply, request, type TlsFiles } from '../../request.ts';

const TIMEOUT_MILLIS = 10_000;
const NANOS = 1_000_000n;
/** Loki refuses queries over more than 30 days and an hour. */
const WINDOW_MILLIS = 30 * 86_400_000;
const WINDOW = BigInt(WINDOW_MILLIS) * NANOS;
const PAGE_RECORDS = 5_000;

export class LokiError extends Error {
  override readonly name = 'LokiError';
}

export interface Loki {
  readonly url: string;
  readonly tls?: TlsFiles | undefined;
}

const ask = async (
  { url, tls }: Loki,
  path: string,
  question: Pick<Question, 'method' | 'headers' | 'body'> = {},
): Promise<Reply> => {
  const headers = { 'x-scope-orgid': AUDIT_TENANT, ...question.headers };
  const reply = await request(`${url}${path}`, {
    ...question,
    headers,
    tls,
    timeoutMillis: TIMEOUT_MILLIS,
  }).catch((error: Error) => {
    throw new LokiError(`${new URL(url).origin} does not answer (${error.message})`);
  });
  if (reply.ok) return reply;
  throw new LokiError(`${new URL(url).origin} answered ${reply.status}: ${reply.text.trim().slice(0, 300)}`);
};

interface Page {
  readonly from: bigint;
  readonly to: bigint;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
}

const query = async (
  loki: Loki,
  selector: string,
  { from, to, direction, limit }: Page,
): Promise<readonly LokiStream[]> => {
  const parameters = new URLSearchParams({
    query: selector,
    start: String(from),
    end: String(to),
    limit: String(limit),
    direction,
  });
  const { text } = await ask(loki, `/loki/api/v1/query_range?${parameters}`);
  try {
    return (JSON.parse(text) as { data: { result: readonly LokiStream[] } }).data.result;
  } catch {
    throw new LokiError(`${new URL(loki.url).origin} answers, but not as Loki does`);
  }
};

const endOf = (nowMillis: number): bigint => BigInt(nowMillis + 60_000) * NANOS;

/** The last record of the last 30 days. */
export const lastRecord = async (loki: Loki, nowMillis: number): Promise<AuditRecord | undefined> => {
  const to = endOf(nowMillis);
  const page = { from: to - WINDOW, to, direction: 'backward', limit: 1 } as const;
  return auditRecords(await query(loki, AUDIT_SELECTOR, page)).at(-1);
};

/** All records from a time on, oldest first. */
export const readRecords = async (
  loki: Loki,
  fromMillis: number,
  nowMillis: number,
): Promise<readonly AuditRecord[]> => {
  const all: AuditRecord[] = [];
  const end = endOf(nowMillis);
  for (let from = BigInt(fromMillis) * NANOS; from < end; ) {
    const to = from + WINDOW < end ? from + WINDOW : end;
    const limits = { from, to, direction: 'forward', limit: PAGE_RECORDS } as const;
    const page = auditRecords(await query(loki, AUDIT_SELECTOR, limits));
    all.push(...page);
    const last = page.at(-1);
    from = last && page.length === PAGE_RECORDS ? BigInt(last.time) + 1n : to;
  }
  return all;
};

const write = async (loki: Loki, logs: object): Promise<void> => {
  await ask(loki, '/otlp/v1/logs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(logs),
  });
};

/** Throws where Loki has not taken all of them. */
export const writeRecords = (loki: Loki, records: readonly AuditRecord[]): Promise<void> =>
  write(loki, auditRequest(records));

/** The same for lines of one file. */
export const writeLines = (loki: Loki, file: string, lines: readonly AccessLine[]): Promise<void> =>
  write(loki, accessRequest(file, lines));

/** How far a file is in the trail already; undefined where nothing of it is there. */
export const lastLine = async (
  loki: Loki,
  file: string,
  since: bigint,
  nowMillis: number,
): Promise<ReturnType<typeof accessPosition>> => {
  for (let to = endOf(nowMillis); to >= since; to -= WINDOW) {
    const page = { from: to - WINDOW, to, direction: 'backward', limit: 1 } as const;
    const found = accessPosition(await query(loki, accessSelector(file), page));
    if (found) return found;
  }
  return undefined;
};
