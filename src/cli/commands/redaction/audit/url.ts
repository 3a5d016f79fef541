import { UsageError } from '../../../io.ts';
import type { Auditor } from './auditor.ts';
import type { Read } from './file.ts';
import { auditTree } from './tree.ts';

/** Milliseconds for one answer. */
const ANSWER_TIMEOUT_MILLIS = 30_000;

export interface Range {
  readonly startMillis: number;
  readonly endMillis: number;
  /** Most traces of one service. */
  readonly limit: number;
}

type Get = (path: string) => Promise<unknown>;

/** User name and password of the URL go into a header, and are in no message. */
const createGet = (base: URL): { readonly shown: string; readonly get: Get } => {
  const headers: Record<string, string> = {};
  if (base.username || base.password) {
    const credentials = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  const bare = new URL(base);
  bare.username = '';
  bare.password = '';
  const shown = bare.href.replace(/\/$/, '');
  const get: Get = async (path) => {
    const answer = await fetch(`${shown}${path}`, {
      headers,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS),
    });
    if (!answer.ok) throw new Error(`status ${answer.status} for ${path.split('?')[0]}`);
    return answer.json();
  };
  return { shown, get };
};

const dataOf = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : undefined;

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

interface JaegerTrace {
  readonly spans?: readonly { readonly processID?: string }[];
  readonly processes?: Readonly<Record<string, { readonly serviceName?: string }>>;
}

const auditJaeger = async (
  auditor: Auditor,
  source: string,
  get: Get,
  { startMillis, endMillis, limit }: Range,
): Promise<Read> => {
  const services = textsOf(dataOf(await get('/api/services')));
  let more = 0;
  for (const service of services) {
    auditor.text(source, 'services', service);
    const query = new URLSearchParams({
      service,
      start: String(startMillis * 1000),
      end: String(endMillis * 1000),
      limit: String(limit),
    });
    const traces = (dataOf(await get(`/api/traces?${query}`)) ?? []) as readonly JaegerTrace[];
    if (traces.length >= limit) more++;
    for (const { spans = [], processes = {} } of traces)
      for (const { processID = '', ...span } of spans)
        auditTree(auditor, source, { ...processes[processID], span });
  }
  const kind = 'Jaeger';
  return more > 0
    ? { source, kind, note: `of ${more} services only the newest ${limit} traces; --limit reads more` }
    : { source, kind };
};

const auditPrometheus = async (
  auditor: Auditor,
  source: string,
  get: Get,
  { startMillis, endMillis }: Range,
): Promise<Read> => {
  const range = `start=${startMillis / 1000}&end=${endMillis / 1000}`;
  for (const label of textsOf(dataOf(await get(`/api/v1/labels?${range}`)))) {
    const values = textsOf(dataOf(await get(`/api/v1/label/${encodeURIComponent(label)}/values?${range}`)));
    for (const value of values) auditor.attributes(source, 'labels', { [label]: value });
  }
  auditTree(auditor, source, { metadata: dataOf(await get('/api/v1/metadata')) });
  const all = encodeURIComponent('{__name__=~".+"}');
  const exemplars = dataOf(await get(`/api/v1/query_exemplars?query=${all}&${range}`)) as
    | readonly { readonly exemplars?: readonly { readonly labels?: Record<string, unknown> }[] }[]
    | undefined;
  for (const { exemplars: list = [] } of exemplars ?? [])
    for (const { labels = {} } of list) auditor.attributes(source, 'exemplars', labels);
  return { source, kind: 'Prometheus' };
};

/** Looks through what a Jaeger or a Prometheus has stored in a range of time. */
export const auditUrl = async (auditor: Auditor, text: string, range: Range): Promise<Read> => {
  const { shown, get } = createGet(new URL(text));
  const answers = async (path: string): Promise<boolean> => {
    try {
      return Array.isArray(dataOf(await get(path)));
    } catch (error) {
      // `fetch` fails with a cause where no answer came; a bad answer is one of ours.
      const { cause } = error as Error;
      if (cause) throw new UsageError(`${shown}: no answer (${(cause as Error).message})`);
      return false;
    }
  };
  try {
    if (await answers('/api/v1/labels')) return await auditPrometheus(auditor, shown, get, range);
    if (await answers('/api/services')) return await auditJaeger(auditor, shown, get, range);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${shown}: ${(error as Error).message}`);
  }
  throw new UsageError(`${shown}: neither a Jaeger nor a Prometheus; expected the URL at which its page is`);
};
