import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dashboards } from '../../src/monitoring/index.ts';
import { panelsOf, targetsOf } from '../monitoring/dashboard-queries.ts';
import type { RealStack } from './real-stack.ts';
import type { SpanNode } from './span-tree.ts';

const MAX_TRACES = 5_000;

interface JaegerSpan {
  readonly spanID: string;
  readonly processID: string;
  readonly operationName: string;
  readonly references: readonly { readonly spanID: string }[];
  readonly tags: readonly { readonly key: string; readonly value: unknown }[];
}

export interface JaegerTrace {
  readonly traceID: string;
  readonly spans: readonly JaegerSpan[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

const getJson = async <T>(url: string): Promise<T> => {
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
};

/** All traces that a service has a part in, or those with a span of it that has these attributes. */
export const tracesOf = async (
  { jaegerUrl }: RealStack,
  service: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<JaegerTrace[]> => {
  const query = new URLSearchParams({
    service,
    lookback: '1h',
    limit: String(MAX_TRACES),
    tags: JSON.stringify(attributes),
  });
  const { data } = await getJson<{ data: JaegerTrace[] | null }>(`${jaegerUrl}/api/traces?${query}`);
  return data ?? [];
};

const tagOf = ({ tags }: JaegerSpan, key: string): unknown => tags.find((tag) => tag.key === key)?.value;

/** The trace's spans with the request's own name, for example `GET /products`. */
export const hasRoot = ({ spans }: JaegerTrace, name: string): boolean =>
  spans.some(({ operationName, references }) => operationName === name && references.length === 0);

export const nodesOf = ({ spans, processes }: JaegerTrace): SpanNode[] =>
  spans.map((span) => ({
    id: span.spanID,
    parentId: span.references[0]?.spanID ?? '',
    service: processes[span.processID]?.serviceName ?? '',
    kind: String(tagOf(span, 'span.kind')),
    isQuery: tagOf(span, 'db.query.text') !== undefined,
  }));

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

export const askPrometheus = async ({ prometheusUrl }: RealStack, promql: string): Promise<Sample[]> => {
  const url = `${prometheusUrl}/api/v1/query?query=${encodeURIComponent(promql)}`;
  return (await getJson<{ data: { result: Sample[] } }>(url)).data.result;
};

/** Path of Prometheus’s API, with what is in `data`. */
export const prometheusApi = async <T>({ prometheusUrl }: RealStack, path: string): Promise<T> =>
  (await getJson<{ data: T }>(`${prometheusUrl}/api/v1/${path}`)).data;

/** The queries of a panel of the shipped dashboard, for one service and the last hour. */
export const panelQueries = (title: string, service: string): string[] => {
  const overview = dashboards.filter(({ id }) => id === 'service-overview');
  const panels = overview.flatMap(panelsOf).filter((panel) => panel.title === title);
  return panels.flatMap((panel) =>
    targetsOf(panel).map(({ expr }) =>
      expr
        .replaceAll(/\$__range|\$__rate_interval/g, '1h')
        .replaceAll('$recorded', '')
        .replaceAll('$service', service)
        .replaceAll(/\$(environment|instance)/g, '.*'),
    ),
  );
};

/** The value of the Collector's own metric, summed over series with all of the given labels. */
export const collectorMetric = async (
  { collectorMetricsUrl }: RealStack,
  name: string,
  ...labels: readonly string[]
): Promise<number> => {
  const text = await (await fetch(collectorMetricsUrl)).text();
  const lines = text.split('\n').filter((line) => /^\w+/.exec(line)?.[0] === name);
  const matching = lines.filter((line) => labels.every((label) => line.includes(label)));
  return matching.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
};

interface LoggedRecord {
  readonly traceId?: string;
  readonly body?: { readonly stringValue?: string };
}
interface LoggedRequest {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly { readonly logRecords: readonly LoggedRecord[] }[];
  }[];
}

/** What the Collector's file exporter wrote. */
export const logRecords = async ({ directory }: RealStack): Promise<LoggedRecord[]> => {
  const text = await readFile(join(directory, 'logs/logs.jsonl'), 'utf8').catch(() => '');
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  const requests = complete.split('\n').filter(Boolean);
  return requests.flatMap((line) =>
    (JSON.parse(line) as LoggedRequest).resourceLogs.flatMap(({ scopeLogs }) =>
      scopeLogs.flatMap((scope) => scope.logRecords),
    ),
  );
};

/** Everything that Loki has of what services logged, as it answers: lines, labels and structured metadata. */
export const lokiAnswer = async ({ lokiUrl }: RealStack): Promise<string> => {
  const query = new URLSearchParams({ query: '{service_name=~".+"}', limit: '5000' });
  const headers = { 'x-scope-orgid': 'logs' };
  const response = await fetch(`${lokiUrl}/loki/api/v1/query_range?${query}`, { headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`Loki answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
};
