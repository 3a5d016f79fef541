// The real Jaeger in memory, and the trees of the traces that it has.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../backends/ports.ts';
import { startJaeger } from '../../backends/start-jaeger.ts';

export interface JaegerTrace {
  readonly traceID: string;
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
  readonly spans: readonly {
    readonly spanID: string;
    readonly operationName: string;
    readonly processID: string;
    readonly references: readonly { readonly spanID: string }[];
    readonly tags: readonly { readonly key: string; readonly value: unknown }[];
  }[];
}

export interface RunningJaeger {
  /** Where it takes OTLP: a URL, and `host:port` for gRPC. */
  readonly otlpUrl: string;
  readonly otlpGrpc: string;
  /** The traces of a service, 200 at most. */
  traces(service: string): Promise<readonly JaegerTrace[]>;
  /** The trace of a service that has this path, as `pathsOf` says it; throws after 40 seconds, with all there are. */
  traceWith(service: string, path: string): Promise<JaegerTrace>;
  stop(): Promise<void>;
}

const at = (port: number): { endpoint: string } => ({ endpoint: `127.0.0.1:${port}` });

/** JSON is YAML. */
const configOf = (http: number, grpc: number, query: number, queryGrpc: number): string =>
  JSON.stringify({
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 1000 } } } },
      jaeger_query: { storage: { traces: 'memory' }, http: at(query), grpc: at(queryGrpc) },
    },
    receivers: { otlp: { protocols: { http: at(http), grpc: at(grpc) } } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
    service: {
      telemetry: { metrics: { level: 'none' } },
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
    },
  });

/** The way from the root to each span, as `service operation > service operation`. */
export const pathsOf = ({ spans, processes }: JaegerTrace): string[] => {
  const byId = new Map(spans.map((span) => [span.spanID, span]));
  return spans.map((span) => {
    const names: string[] = [];
    for (let each: typeof span | undefined = span; each; each = byId.get(each.references[0]?.spanID ?? ''))
      names.unshift(`${processes[each.processID]?.serviceName} ${each.operationName}`);
    return names.join(' > ');
  });
};

/** What a span says of itself. */
export const tagsOf = (trace: JaegerTrace, operation: string): Record<string, unknown> => {
  const span = trace.spans.find(({ operationName }) => operationName === operation);
  return Object.fromEntries((span?.tags ?? []).map(({ key, value }) => [key, value]));
};

export const startMemoryJaeger = async (binary: string): Promise<RunningJaeger> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-jaeger-'));
  const [http = 0, grpc = 0, query = 0, queryGrpc = 0] = await freePorts(4);
  const config = join(folder, 'jaeger.yaml');
  await writeFile(config, configOf(http, grpc, query, queryGrpc));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const server = await startJaeger({ binary, config, port: query }).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const traces = async (service: string): Promise<readonly JaegerTrace[]> => {
    const answer = await fetch(`http://127.0.0.1:${query}/api/traces?service=${service}&limit=200`);
    const { data } = (await answer.json()) as { data: JaegerTrace[] | null };
    return data ?? [];
  };
  return {
    otlpUrl: `http://127.0.0.1:${http}`,
    otlpGrpc: `127.0.0.1:${grpc}`,
    traces,
    traceWith: async (service, path) => {
      const end = Date.now() + 40_000;
      for (;;) {
        const all = await traces(service);
        const found = all.find((trace) => pathsOf(trace).includes(path));
        if (found) return found;
        if (Date.now() > end)
          throw new Error(`no trace has ${path}; there are\n${all.flatMap(pathsOf).join('\n')}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    stop: async () => {
      await server.stop();
      await remove();
    },
  };
};
