import { keyValues } from './otlp-request.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** A little of each signal, all of one service. */
export interface Telemetry {
  readonly spans?: readonly { readonly name: string; readonly attributes?: Attributes }[];
  readonly logs?: readonly {
    readonly body: string;
    readonly severity?: number;
    readonly attributes?: Attributes;
  }[];
  readonly metrics?: readonly string[];
}

export type Signal = 'traces' | 'metrics' | 'logs';

const START = 1_700_000_000_000;

const nanos = (millis: number): string => `${millis}000000`;

const spanOf = (name: string, attributes: Attributes, index: number): object => ({
  traceId: `0af7651916cd43dd8448eb211c80${String(index).padStart(4, '0')}`,
  spanId: `b7ad6b716920${String(index).padStart(4, '0')}`,
  name,
  kind: 2,
  startTimeUnixNano: nanos(START),
  endTimeUnixNano: nanos(START + 20),
  status: { code: 2 },
  attributes: keyValues(attributes),
});

/** The requests of OTLP/HTTP in JSON, with their signals. */
export const requestsOf = (
  service: string,
  { spans = [], logs = [], metrics = [] }: Telemetry,
): readonly (readonly [Signal, object])[] => {
  const resource = { attributes: keyValues({ 'service.name': service }) };
  const time = { timeUnixNano: nanos(START), startTimeUnixNano: nanos(START - 1000) };
  const requests: [Signal, object][] = [];
  if (spans.length > 0)
    requests.push([
      'traces',
      {
        resourceSpans: [
          {
            resource,
            scopeSpans: [
              { spans: spans.map(({ name, attributes = {} }, index) => spanOf(name, attributes, index)) },
            ],
          },
        ],
      },
    ]);
  if (logs.length > 0)
    requests.push([
      'logs',
      {
        resourceLogs: [
          {
            resource,
            scopeLogs: [
              {
                logRecords: logs.map(({ body, severity = 0, attributes = {} }) => ({
                  timeUnixNano: nanos(START),
                  severityNumber: severity,
                  body: { stringValue: body },
                  attributes: keyValues(attributes),
                })),
              },
            ],
          },
        ],
      },
    ]);
  if (metrics.length > 0)
    requests.push([
      'metrics',
      {
        resourceMetrics: [
          {
            resource,
            scopeMetrics: [
              {
                metrics: metrics.map((name) => ({
                  name,
                  sum: {
                    aggregationTemporality: 2,
                    isMonotonic: true,
                    dataPoints: [{ ...time, asInt: '1' }],
                  },
                })),
              },
            ],
          },
        ],
      },
    ]);
  return requests;
};
