import type { Auditor } from './auditor.ts';
import type { Read } from './content.ts';
import { auditTree } from './tree.ts';

/** Milliseconds for one answer. */
const ANSWER_TIMEOUT_MILLIS = 30_000;

export interface Range {
  readonly startMillis: number;
  readonly endMillis: number;
  /** Most traces of one service. */
  readonly limit: number;
}

/** @param shown what of the path may stand in a message: names of labels may be what is looked for */
type Get = (path: string, shown?: string) => Promise<unknown>;

/** Its message says nothing of what a server answered. */
class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;
  constructor(message: string, status = 0) {
    super(message);
    this.status = status;
  }
}

/** User name and password of the URL go into a header, and are in no message. */
const createGet = (base: URL): { readonly bare: string; readonly get: Get } => {
  const headers: Record<string, string> = {};
  if (base.username || base.password) {
    const credentials = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  const bareUrl = new URL(base);
  bareUrl.username = '';
  bareUrl.password = '';
  bareUrl.hash = '';
  // The page may have been copied with what it shows.
  bareUrl.search = '';
  const bare = bareUrl.href.replace(/\/$/, '');
  const get: Get = async (path, shown = path.split('?')[0]) => {
    const answer = await fetch(`${bare}${path}`, {
      headers,
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS),
    });
    if (!answer.ok) throw new AnswerError(`status ${answer.status} for ${shown}`, answer.status);
    const text = await answer.text();
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw new AnswerError(`the answer for ${shown} is not JSON`);
    }
  };
  return { bare, get };
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
    const path = `/api/v1/label/${encodeURIComponent(label)}/values?${range}`;
    const values = textsOf(dataOf(await get(path, '/api/v1/label/…/values')));
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

/** What of an error says nothing of the content: why no answer came, or what was wrong with it. */
const reasonOf = (error: unknown): string => {
  if (error instanceof AnswerError) return error.message;
  const { cause, message } = error as Error;
  return `no answer (${((cause as Error | undefined)?.message || message).trim()})`;
};

/** Undefined where it is none. */
const urlOf = (text: string): URL | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  try {
    decodeURIComponent(`${url?.username}${url?.password}`);
    return url;
  } catch {
    return undefined;
  }
};

/** Looks through what a Jaeger or a Prometheus has stored in a range of time. What cannot be read is said. */
export const auditUrl = async (auditor: Auditor, text: string, range: Range): Promise<Read> => {
  const url = urlOf(text);
  if (!url)
    return { source: auditor.url(text), error: 'is not a URL; expected one such as http://127.0.0.1:9090' };
  const { bare, get } = createGet(url);
  const source = auditor.url(bare);
  let last = '';
  const answers = async (path: string): Promise<boolean> => {
    try {
      return Array.isArray(dataOf(await get(path)));
    } catch (error) {
      // Another server may answer anything; that nobody answers is another thing.
      if (!(error instanceof AnswerError)) throw error;
      if (error.status !== 404) last = ` (${error.message})`;
      return false;
    }
  };
  try {
    if (await answers('/api/v1/labels')) return await auditPrometheus(auditor, source, get, range);
    if (await answers('/api/services')) return await auditJaeger(auditor, source, get, range);
  } catch (error) {
    return { source, error: reasonOf(error) };
  }
  return {
    source,
    error: `neither a Jaeger nor a Prometheus${last}; expected the URL at which its page is`,
  };
};
