import { type Counter, type Histogram, metrics, ValueType } from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import type { OriginConnections } from './http-connections.ts';
import { WAIT_BOUNDARIES_SECONDS } from './pool-metrics.ts';

export interface HttpPoolMetrics {
  readonly waitTime: Histogram;
  readonly timeouts: Counter;
}

/**
 * https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpclientopen_connections, and what it has no
 * names for.
 *
 * @param queued who waits in the lines of pools
 */
export const createHttpPoolMetrics = (
  origins: () => readonly OriginConnections[],
  queued: () => ReadonlyMap<OriginConnections, number>,
): HttpPoolMetrics => {
  const meter = metrics.getMeter('binnacle/http', VERSION);
  meter
    .createObservableUpDownCounter('http.client.open_connections', {
      unit: '{connection}',
      description: 'Connections of fetch and undici that are used or idle.',
    })
    .addCallback((result) => {
      for (const connections of origins()) {
        const active = connections.active();
        const { attributes, open } = connections;
        result.observe(active, { ...attributes, 'http.connection.state': 'active' });
        result.observe(open - active, { ...attributes, 'http.connection.state': 'idle' });
      }
    });
  meter
    .createObservableUpDownCounter('binnacle.http.client.pending_requests', {
      unit: '{request}',
      description: 'Requests of fetch and undici that wait for a connection.',
    })
    .addCallback((result) => {
      const inLine = queued();
      for (const connections of origins())
        result.observe(connections.waiting + (inLine.get(connections) ?? 0), connections.attributes);
    });
  return {
    waitTime: meter.createHistogram('binnacle.http.client.wait_time', {
      unit: 's',
      description: 'How long requests of fetch and undici waited for a connection.',
      valueType: ValueType.DOUBLE,
      advice: { explicitBucketBoundaries: [...WAIT_BOUNDARIES_SECONDS] },
    }),
    timeouts: meter.createCounter('binnacle.http.client.timeouts', {
      unit: '{timeout}',
      description: 'Requests of fetch and undici that waited too long for a connection.',
    }),
  };
};
