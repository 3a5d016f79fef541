// OTLP requests as plain objects, as OTLP/JSON has them. Tests change copies of them.

type Value = string | number | boolean;

const anyValue = (value: Value) => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
};

export const attributes = (record: Readonly<Record<string, Value>>) =>
  Object.entries(record).map(([key, value]) => ({ key, value: anyValue(value) }));

export const resource = (service: string, extra: Readonly<Record<string, Value>> = {}) => ({
  attributes: attributes({ 'service.name': service, ...extra }),
});

/** Milliseconds since 1970 as OTLP/JSON has them: a string of nanoseconds. */
const nanos = (millis: number): string => String(BigInt(Math.round(millis * 1000)) * 1000n);

export interface SpanInput {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** OTLP's number: 1 internal, 2 server, 3 client. */
  readonly kind?: number;
  readonly startMillis: number;
  readonly durationMillis: number;
  readonly attributes?: Readonly<Record<string, Value>>;
  readonly error?: string;
  readonly exception?: { readonly type: string; readonly message: string };
}

export const span = (input: SpanInput) => ({
  traceId: input.traceId,
  spanId: input.spanId,
  ...(input.parentSpanId && { parentSpanId: input.parentSpanId }),
  name: input.name,
  kind: input.kind ?? 1,
  startTimeUnixNano: nanos(input.startMillis),
  endTimeUnixNano: nanos(input.startMillis + input.durationMillis),
  attributes: attributes(input.attributes ?? {}),
  status: input.error === undefined ? {} : { code: 2, message: input.error },
  events: input.exception
    ? [
        {
          timeUnixNano: nanos(input.startMillis + input.durationMillis),
          name: 'exception',
          attributes: attributes({
            'exception.type': input.exception.type,
            'exception.message': input.exception.message,
          }),
        },
      ]
    : [],
});

export const tracesOf = (service: string, spans: readonly ReturnType<typeof span>[]) => ({
  resourceSpans: [{ resource: resource(service), scopeSpans: [{ scope: { name: 'test' }, spans }] }],
});

export interface LogInput {
  readonly timeMillis: number;
  readonly severityNumber: number;
  readonly body: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes?: Readonly<Record<string, Value>>;
}

export const log = ({ timeMillis, body, attributes: own = {}, ...rest }: LogInput) => ({
  timeUnixNano: nanos(timeMillis),
  body: { stringValue: body },
  attributes: attributes(own),
  ...rest,
});

export const logsOf = (service: string, logRecords: readonly ReturnType<typeof log>[]) => ({
  resourceLogs: [{ resource: resource(service), scopeLogs: [{ scope: { name: 'test' }, logRecords }] }],
});

/** The default buckets of `http.server.request.duration`, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export interface PointInput {
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly startMillis: number;
  readonly timeMillis: number;
  /** Measured durations in seconds, of all requests since the start. */
  readonly seconds: readonly number[];
  readonly extra?: Readonly<Record<string, Value>>;
}

export const durationPoint = (input: PointInput) => {
  const counts = Array.from({ length: BOUNDS.length + 1 }, () => 0);
  for (const value of input.seconds) {
    const bucket = BOUNDS.findIndex((bound) => value <= bound);
    const at = bucket === -1 ? BOUNDS.length : bucket;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return {
    startTimeUnixNano: nanos(input.startMillis),
    timeUnixNano: nanos(input.timeMillis),
    count: String(input.seconds.length),
    sum: input.seconds.reduce((sum, value) => sum + value, 0),
    ...(input.seconds.length > 0 && { min: Math.min(...input.seconds), max: Math.max(...input.seconds) }),
    explicitBounds: BOUNDS,
    bucketCounts: counts.map(String),
    attributes: attributes({
      'http.request.method': input.method ?? 'GET',
      ...(input.route !== '' && { 'http.route': input.route ?? '/' }),
      'http.response.status_code': input.status ?? 200,
      ...input.extra,
    }),
  };
};

/** OTLP's numbers. */
export const DELTA = 1;
export const CUMULATIVE = 2;

export const metricsOf = (
  service: string,
  dataPoints: readonly ReturnType<typeof durationPoint>[],
  aggregationTemporality = CUMULATIVE,
  extra: Readonly<Record<string, Value>> = {},
) => ({
  resourceMetrics: [
    {
      resource: resource(service, extra),
      scopeMetrics: [
        {
          scope: { name: 'test' },
          metrics: [
            {
              name: 'http.server.request.duration',
              unit: 's',
              histogram: { aggregationTemporality, dataPoints },
            },
          ],
        },
      ],
    },
  ],
});

const PATHS = { resourceSpans: '/v1/traces', resourceMetrics: '/v1/metrics', resourceLogs: '/v1/logs' };

/** Sends a request as OTLP/JSON; throws where it is not taken. */
export const sendJson = async (otlpHttpUrl: string, request: object): Promise<void> => {
  const [, path] = Object.entries(PATHS).find(([field]) => field in request) ?? [];
  const response = await fetch(`${otlpHttpUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
};
