import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import type { Snippet } from './corpus.ts';

type Tree = { [key: string]: unknown };

/** A whole configuration, as plain data. */
export interface Assembled {
  receivers: Tree;
  processors?: Tree;
  exporters: Tree;
  connectors?: Tree;
  extensions?: Tree;
  service: { extensions?: string[]; telemetry?: unknown; pipelines: Tree };
}

/** Extensions that configurations refer to. */
const EXTENSIONS: Readonly<Record<string, unknown>> = {
  file_storage: { directory: './queue', create_directory: true },
  'basicauth/server': { htpasswd: { inline: 'agent:secret' } },
  'basicauth/client': { client_auth: { username: 'agent', password: 'secret' } },
  bearertokenauth: { token: 'secret' },
};

const SIGNALS = ['traces', 'metrics', 'logs'];

const namesIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
};

/** Names from which and to which a connector takes data: `traces_to_metrics`. */
const joinsOf = (snippet: Snippet): readonly (readonly [string, string])[] =>
  Object.keys(snippet.schema.stability).map((each) => each.split('_to_') as [string, string]);

type Pipeline = { receivers: string[]; exporters: string[]; processors?: string[] };

/** Puts a component into a pipeline, which is made where it is not there yet. */
const join = (whole: Assembled, pipelineId: string, kind: string, id: string): void => {
  const { pipelines } = whole.service;
  const pipeline = (pipelines[pipelineId] ?? { receivers: [], exporters: [] }) as Pipeline;
  const key = kind as keyof Pipeline;
  pipelines[pipelineId] = { ...pipeline, [key]: [...new Set([...(pipeline[key] ?? []), id])] };
};

const place = (whole: Assembled, snippet: Snippet, id: string): void => {
  const { kind, config } = snippet;
  if (kind === undefined) {
    whole.service.telemetry = config;
    return;
  }
  const section: Tree = whole[kind] ?? {};
  whole[kind] = section;
  section[id] = config;
  if (kind === 'extensions') whole.service.extensions = [...(whole.service.extensions ?? []), id];
  for (const signal of snippet.signals ?? Object.keys(snippet.schema.stability))
    if (SIGNALS.includes(signal)) join(whole, signal, kind, id);
  if (kind === 'connectors')
    for (const [from, to] of joinsOf(snippet)) {
      join(whole, `${from}/in`, 'exporters', id);
      join(whole, `${to}/out`, 'receivers', id);
    }
};

/** Makes a whole configuration of some components: what they lack is put around them. */
export const assemble = (snippets: readonly Snippet[], schema: CollectorSchema): Assembled => {
  const whole: Assembled = { receivers: {}, exporters: {}, service: { pipelines: {} } };
  const seen = new Map<string, number>();
  for (const snippet of snippets) {
    const count = seen.get(`${snippet.kind}/${snippet.type}`) ?? 0;
    seen.set(`${snippet.kind}/${snippet.type}`, count + 1);
    place(whole, snippet, count === 0 ? snippet.type : `${snippet.type}/${count}`);
  }
  const { pipelines } = whole.service;
  if (Object.keys(pipelines).length === 0) pipelines.traces = { receivers: [], exporters: [] };
  for (const [id, value] of Object.entries(pipelines)) {
    const pipeline = value as { receivers: string[]; exporters: string[] };
    if (pipeline.receivers.length === 0) {
      whole.receivers['otlp/in'] = { protocols: { http: { endpoint: 'localhost:14399' } } };
      pipeline.receivers = ['otlp/in'];
    }
    if (pipeline.exporters.length === 0) {
      whole.exporters['debug/out'] = null;
      pipeline.exporters = ['debug/out'];
    }
    pipelines[id] = pipeline;
  }
  if (Object.keys(whole.receivers).length === 0) whole.receivers['otlp/in'] = { protocols: { http: null } };
  if (Object.keys(whole.exporters).length === 0) whole.exporters['debug/out'] = null;
  const wanted = new Set(namesIn(snippets.map(({ config }) => config)));
  for (const [id, config] of Object.entries(EXTENSIONS)) {
    const type = id.split('/')[0] as string;
    if (!wanted.has(id) || whole.extensions?.[id] !== undefined || !schema.extensions[type]) continue;
    whole.extensions = { ...whole.extensions, [id]: config };
    whole.service.extensions = [...(whole.service.extensions ?? []), id];
  }
  whole.service.telemetry ??= { metrics: { level: 'none' } };
  return whole;
};
