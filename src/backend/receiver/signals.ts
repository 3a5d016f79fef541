import type { Signal } from '../store/counters.ts';
import type { Store } from '../store/store.ts';
import { decodeJson } from './json.ts';
import { toLogRecords } from './logs.ts';
import { toMetricPoints } from './metrics.ts';
import { decodeProtobuf } from './protobuf.ts';
import { logsRequest, metricsRequest, traceRequest } from './schema.ts';
import { SourcePool } from './source-pool.ts';
import { toSpans } from './traces.ts';

export type Encoding = 'protobuf' | 'json';

/** One kind of telemetry: where it comes in, and how it gets into the store. */
export interface SignalReceiver {
  readonly signal: Signal;
  /** Path over HTTP. */
  readonly path: string;
  /** Fully qualified gRPC service. */
  readonly service: string;
  /** The field of the response's partial success that counts what was rejected. */
  readonly rejectedField: string;
  /** Decodes and stores; returns how many items were rejected. Throws MalformedError. */
  readonly receive: (payload: Buffer, encoding: Encoding) => number;
}

const decoders = { protobuf: decodeProtobuf, json: decodeJson };

export const createSignalReceivers = (store: Store): readonly SignalReceiver[] => {
  const pool = new SourcePool();
  return [
    {
      signal: 'traces',
      path: '/v1/traces',
      service: 'opentelemetry.proto.collector.trace.v1.TraceService',
      rejectedField: 'rejectedSpans',
      receive: (payload, encoding) => {
        const batch = toSpans(decoders[encoding](payload, traceRequest), pool);
        store.addSpans(batch);
        return batch.rejected;
      },
    },
    {
      signal: 'metrics',
      path: '/v1/metrics',
      service: 'opentelemetry.proto.collector.metrics.v1.MetricsService',
      rejectedField: 'rejectedDataPoints',
      receive: (payload, encoding) => {
        const batch = toMetricPoints(decoders[encoding](payload, metricsRequest), pool);
        store.addPoints(batch);
        return batch.rejected;
      },
    },
    {
      signal: 'logs',
      path: '/v1/logs',
      service: 'opentelemetry.proto.collector.logs.v1.LogsService',
      rejectedField: 'rejectedLogRecords',
      receive: (payload, encoding) => {
        const batch = toLogRecords(decoders[encoding](payload, logsRequest), pool);
        store.addLogs(batch);
        return batch.rejected;
      },
    },
  ];
};
