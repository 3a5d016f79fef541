// A site with the browser package in it, and the receiver of what it sends, for tests in a real browser.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { bundlePage } from '../../../scripts/build-web-bundle.ts';

const root = join(import.meta.dirname, '../../..');

type Value = string | number | boolean | readonly Value[] | undefined;

export interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly startMillis: number;
  readonly endMillis: number;
  readonly status: { readonly code: number };
  readonly scope: string;
  readonly attributes: Readonly<Record<string, Value>>;
}

export interface SentEvent {
  readonly name: string;
  readonly severity: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly millis: number;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly resource: Readonly<Record<string, Value>>;
}

interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
}
type KeyValues = readonly { readonly key: string; readonly value: AnyValue }[];

const plainOf = ({ stringValue, intValue, doubleValue, boolValue, arrayValue }: AnyValue): Value =>
  stringValue ?? intValue ?? doubleValue ?? boolValue ?? arrayValue?.values.map(plainOf);
const recordOf = (pairs: KeyValues): Record<string, Value> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, plainOf(value)]));
const millisOf = (nanos: string): number => Number(BigInt(nanos) / 1000n) / 1000;

// biome-ignore lint/suspicious/noExplicitAny: parsed JSON of a known shape
type Json = any;

export interface Site {
  /** Another one after each reset: each test has an origin of its own, with a storage of its own. */
  readonly url: string;
  /** Of another site, with the same answers. */
  readonly otherUrl: string;
  /** Scripts by path. */
  readonly files: Map<string, string>;
  /** Pages by path; others are the plain one. */
  readonly pages: Map<string, { html: string; headers?: Record<string, string> }>;
  readonly spans: SentSpan[];
  readonly events: SentEvent[];
  /** The texts of all exports. */
  readonly bodies: string[];
  /** Requests that were no exports, by path. */
  readonly requests: {
    readonly method: string | undefined;
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
  }[];
  /** What exports are answered with. */
  status: number;
  /** Forgets what has arrived. */
  forget(): void;
  /** Is as at the start, at another address: what pages of before have still on the way is not heard. */
  reset(): void;
  close(): Promise<void>;
}

const HTML = '<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">';

/** A page that starts with the given options, before anything else. */
/** @param then code behind the start, in the same script */
export const pageOf = (options: string, body = '', then = ''): string =>
  `${HTML}<body><script type="module">
import { start } from '/lib/page.js';
globalThis.rum = start(${options});
${then}
</script>${body}`;

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** What pages get: `index.ts` or `all.ts` of the browser package, or the first with session replay. */
export type SiteModule = 'index' | 'all' | 'replay';

const SOURCES: Readonly<Record<SiteModule, string>> = {
  index: "export { start } from './src/web/index.ts';",
  all: "export { start } from './src/web/all.ts';",
  replay: "export { start } from './src/web/index.ts'; export { replay } from './src/web/replay.ts';",
};

export const startSite = async (module: SiteModule = 'index'): Promise<Site> => {
  const source = SOURCES[module];
  const files = new Map(
    (await bundlePage(root, source)).map(({ path, text }) => [path.replace(/^page\//, '/lib/'), text]),
  );
  const entry = [...files].find(([path]) => /^\/lib\/(?:stdin|page)\.js$/.test(path));
  if (entry) files.set('/lib/page.js', entry[1]);
  files.set(
    '/lib/worker.js',
    "import { start } from './page.js'; const rum = start({ service: 'worker', endpoint: location.origin }); rum.track('from the worker'); rum.flush();",
  );

  const receive = (path: string, body: string): void => {
    site.bodies.push(body);
    const request = JSON.parse(body) as Json;
    for (const { scopeSpans } of request.resourceSpans ?? [])
      for (const { scope, spans } of scopeSpans)
        for (const span of spans)
          site.spans.push({
            ...span,
            scope: scope.name,
            startMillis: millisOf(span.startTimeUnixNano),
            endMillis: millisOf(span.endTimeUnixNano),
            attributes: recordOf(span.attributes),
          });
    for (const { resource, scopeLogs } of request.resourceLogs ?? [])
      for (const { logRecords } of scopeLogs)
        for (const log of logRecords)
          site.events.push({
            ...log,
            name: log.eventName,
            severity: log.severityNumber,
            millis: millisOf(log.timeUnixNano),
            attributes: recordOf(log.attributes),
            resource: recordOf(resource.attributes),
          });
    if (!path.endsWith(request.resourceSpans ? 'traces' : 'logs'))
      throw new Error(`${path}: the wrong signal`);
  };

  let round = 0;
  const urlOf = (name: string): string =>
    `http://${name}.localhost:${(server.address() as AddressInfo).port}`;
  /** Of a page from before the last reset: browsers send last words when they find the time. */
  const isLate = ({ host = '' }: IncomingHttpHeaders): boolean => {
    const [, of] = /^(?:site|other)(\d+)\.localhost/.exec(host) ?? [];
    return of !== undefined && Number(of) !== round;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?')[0] as string;
    const headers: Record<string, string> = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-max-age': '600',
    };
    if (request.method === 'OPTIONS') return void response.writeHead(204, headers).end();
    if (/\/v1\/(traces|logs)$/.test(path)) {
      const body = await textOf(request);
      if (site.status === 200 && !isLate(request.headers)) receive(path, body);
      return void response.writeHead(site.status, headers).end('{}');
    }
    const file = files.get(path);
    if (file !== undefined)
      return void response.writeHead(200, { 'content-type': 'text/javascript', ...headers }).end(file);
    if (!isLate(request.headers))
      site.requests.push({ method: request.method, path: request.url ?? '', headers: request.headers });
    if (/^\/(api|v1)\//.test(path))
      return void response
        .writeHead(Number(path.split('/')[2]) || 200, { 'content-type': 'application/json', ...headers })
        .end('{}');
    const page = site.pages.get(path);
    response
      .writeHead(200, { 'content-type': 'text/html', ...page?.headers })
      .end(page?.html ?? `${HTML}<body>Plain`);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      process.stderr.write(`${error}\n`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: Site = {
    get url() {
      return round ? urlOf(`site${round}`) : `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    get otherUrl() {
      return urlOf(`other${round}`);
    },
    files,
    pages: new Map(),
    spans: [],
    events: [],
    bodies: [],
    requests: [],
    status: 200,
    forget: () => {
      for (const list of [site.spans, site.events, site.bodies, site.requests]) list.length = 0;
    },
    reset: () => {
      round++;
      site.forget();
      site.pages.clear();
      site.status = 200;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
};
