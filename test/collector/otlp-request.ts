/** OTLP's JSON form of a value. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
const anyValue = (value: unknown): object => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value as Record<string, unknown>) } };
};

export const keyValues = (record: Readonly<Record<string, unknown>>): object[] =>
  Object.entries(record).map(([key, value]) => ({ key, value: anyValue(value) }));

interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
}

interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** The value that OTLP's JSON form stands for; a number without its type. */
export const plainValue = (value: AnyValue): unknown => {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plainValue);
  if (value.kvlistValue) return plainRecord(value.kvlistValue.values);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
};

export const plainRecord = (keyValues: readonly KeyValue[] = []): Record<string, unknown> =>
  Object.fromEntries(keyValues.map(({ key, value }) => [key, plainValue(value)]));

const NOW = '1700000000000000000';

export const logsRequest = (
  records: readonly { body: unknown; attributes?: Record<string, unknown> }[],
  resource: Record<string, unknown> = {},
  scope: Record<string, unknown> = {},
): object => ({
  resourceLogs: [
    {
      resource: { attributes: keyValues(resource) },
      scopeLogs: [
        {
          scope: { name: 'test', attributes: keyValues(scope) },
          logRecords: records.map(({ body, attributes = {} }) => ({
            timeUnixNano: NOW,
            body: anyValue(body),
            attributes: keyValues(attributes),
          })),
        },
      ],
    },
  ],
});

export interface TestSpan {
  readonly name: string;
  readonly message?: string;
  /** 2, a server, unless set. */
  readonly kind?: number;
  readonly attributes?: Record<string, unknown>;
  readonly event?: { readonly name: string; readonly attributes: Record<string, unknown> };
}

export const tracesRequest = (span: TestSpan, resource: Record<string, unknown> = {}): object => ({
  resourceSpans: [
    {
      resource: { attributes: keyValues({ 'service.name': 'test', ...resource }) },
      scopeSpans: [
        {
          scope: { name: 'test' },
          spans: [
            {
              traceId: '0af7651916cd43dd8448eb211c80319c',
              spanId: 'b7ad6b7169203331',
              name: span.name,
              kind: span.kind ?? 2,
              startTimeUnixNano: NOW,
              endTimeUnixNano: NOW,
              status: { code: 2, message: span.message ?? '' },
              attributes: keyValues(span.attributes ?? {}),
              events: span.event
                ? [{ timeUnixNano: NOW, name: span.event.name, attributes: keyValues(span.event.attributes) }]
                : [],
            },
          ],
        },
      ],
    },
  ],
});

export const metricsRequest = (
  attributes: Record<string, unknown>,
  resource: Record<string, unknown> = {},
): object => ({
  resourceMetrics: [
    {
      resource: { attributes: keyValues(resource) },
      scopeMetrics: [
        {
          scope: { name: 'test' },
          metrics: [
            {
              name: 'test.requests',
              sum: {
                aggregationTemporality: 2,
                isMonotonic: true,
                dataPoints: [{ timeUnixNano: NOW, asInt: '1', attributes: keyValues(attributes) }],
              },
            },
          ],
        },
      ],
    },
  ],
});
