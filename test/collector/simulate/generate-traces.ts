import { createRandom, pick as pickFrom, randomHex } from '../../core/random.ts';
import { keyValues } from '../otlp-request.ts';

export interface GeneratedOptions {
  readonly seed: number;
  readonly traces: number;
  /** Milliseconds since 1970 at which the first trace starts. */
  readonly startMillis: number;
  /** Milliseconds between the starts of two traces. */
  readonly everyMillis: number;
  /** Traces of one request. */
  readonly batch?: number;
  /** Half of the traces come in two requests. */
  readonly isSplit?: boolean;
  /** Valid, broken and contradictory ones. */
  readonly hasTraceStates?: boolean;
}

interface Route {
  readonly name: string;
  /** Relative to the others. */
  readonly weight: number;
  readonly medianMillis: number;
  readonly errorRatio: number;
}

const ROUTES: readonly Route[] = [
  { name: '/checkout', weight: 1, medianMillis: 180, errorRatio: 0.08 },
  { name: '/cart', weight: 4, medianMillis: 40, errorRatio: 0.01 },
  { name: '/products/:id', weight: 12, medianMillis: 15, errorRatio: 0.002 },
  { name: '/health', weight: 8, medianMillis: 1, errorRatio: 0 },
  { name: '/admin/report', weight: 0.05, medianMillis: 300, errorRatio: 0 },
];

const TIERS = ['gold', 'silver', 'bronze'];
const STATES = ['vendor=a,other=1', 'vendor=b', 'broken', 'vendor=a,vendor=a', ''];
const OT_STATES = [
  '',
  'ot=th:8',
  'ot=rv:ffffffffffffff',
  'ot=th:c;rv:d29d6a7215ced0',
  'ot=th:f',
  'a=1,ot=th:4;x:y',
  'ot=zz',
];

const nanos = (millis: number): string => String(BigInt(Math.round(millis * 1000)) * 1000n);

/** Requests of OTLP in its JSON form: traces of two services with errors, latencies and attributes of all kinds. */
export const generateTraces = (
  options: GeneratedOptions,
): readonly { readonly resourceSpans: object[] }[] => {
  const random = createRandom(options.seed);
  const hex = (digits: number): string => randomHex(digits, random);
  const pick = <T>(items: readonly T[]): T => pickFrom(items, random);
  const total = ROUTES.reduce((sum, { weight }) => sum + weight, 0);
  const pickRoute = (): Route => {
    let rest = random() * total;
    for (const route of ROUTES) {
      rest -= route.weight;
      if (rest < 0) return route;
    }
    return ROUTES[0] as Route;
  };
  const resource = (service: string, more: Record<string, unknown> = {}) => ({
    resource: {
      attributes: keyValues({ 'service.name': service, 'deployment.environment.name': 'test', ...more }),
    },
  });

  const trace = (index: number): object[] => {
    const [traceId, rootId, route] = [hex(32), hex(16), pickRoute()];
    const start = options.startMillis + index * options.everyMillis;
    const slowness = random() < 0.02 ? 20 : Math.exp((random() - 0.5) * 1.5);
    const millis = route.medianMillis * slowness;
    const isError = random() < route.errorRatio;
    const status = isError ? { code: 2, message: 'failed' } : random() < 0.3 ? { code: 1 } : {};
    const traceState = options.hasTraceStates ? pick([...STATES, ...OT_STATES]) : '';
    const flags = random() < 0.5 ? 0x101 : 0x100;
    const root = {
      traceId,
      spanId: rootId,
      name: `GET ${route.name}`,
      kind: 2,
      traceState,
      flags,
      startTimeUnixNano: nanos(start),
      endTimeUnixNano: nanos(start + millis),
      status,
      attributes: keyValues({
        'http.request.method': 'GET',
        'http.route': route.name,
        'http.response.status_code': isError ? 500 : 200,
        'user.tier': pick(TIERS),
        'cart.total': Math.floor(random() * 500),
        'discount.share': Math.round(random() * 100) / 100,
        'is.internal': random() < 0.1,
        tags: ['a', pick(['b', 'c'])],
        ...(options.hasTraceStates && random() < 0.05 && { 'sampling.priority': Math.floor(random() * 2) }),
      }),
      events:
        isError || random() < 0.05
          ? [
              {
                timeUnixNano: nanos(start + millis / 2),
                name: isError ? 'exception' : 'retry',
                attributes: keyValues({ 'exception.type': isError ? 'TimeoutError' : 'none', attempt: 2 }),
              },
            ]
          : [],
    };
    const children = Array.from({ length: Math.floor(random() * 6) }, (_, child) => ({
      traceId,
      spanId: hex(16),
      parentSpanId: rootId,
      name: pick(['SELECT', 'GET /stock', 'publish größe']),
      kind: 3,
      traceState,
      flags,
      startTimeUnixNano: nanos(start + child),
      endTimeUnixNano: nanos(start + Math.max(child + 0.5, millis * random())),
      status: {},
      attributes: keyValues({ 'db.system.name': 'postgresql', rows: Math.floor(random() * 1000) }),
    }));
    const shop = {
      ...resource('shop', { 'host.cores': 4 }),
      scopeSpans: [{ scope: { name: 'http', version: '1.0' }, spans: [root] }],
    };
    return children.length === 0
      ? [shop]
      : [
          shop,
          {
            ...resource('stock', { canary: random() < 0.3 }),
            scopeSpans: [{ scope: { name: 'pg' }, spans: children }],
          },
        ];
  };

  const requests: { resourceSpans: object[] }[] = [];
  let late: object[] = [];
  for (let index = 0; index < options.traces; index++) {
    if (index % (options.batch ?? 10) === 0) {
      requests.push({ resourceSpans: late });
      late = [];
    }
    const [first, ...others] = trace(index);
    const isLate = options.isSplit && random() < 0.5;
    requests.at(-1)?.resourceSpans.push(first as object, ...(isLate ? [] : others));
    if (isLate) late.push(...others);
  }
  return late.length > 0 ? [...requests, { resourceSpans: late }] : requests;
};
