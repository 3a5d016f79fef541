import {
  type Attributes,
  type Counter,
  type Histogram,
  metrics,
  type ObservableResult,
  ValueType,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';

/** What is going on in a pool now. */
export interface PoolCounts {
  /** Idle ones included. */
  readonly open: number;
  readonly idle: number;
  /** Requests that wait for a connection. */
  readonly waiting: number;
  /** How many there may be; undefined where there is no limit. */
  readonly max: number | undefined;
}

/** https://opentelemetry.io/docs/specs/semconv/db/database-metrics/#connection-pools */
export interface PoolMetrics {
  readonly waitTime: Histogram;
  readonly useTime: Histogram;
  readonly timeouts: Counter;
}

export const POOL_NAME = 'db.client.connection.pool.name';
const PREFIX = 'db.client.connection';
export const WAIT_BOUNDARIES_SECONDS: readonly number[] = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** @param pools with the name of each */
export const createPoolMetrics = (pools: () => Iterable<readonly [string, PoolCounts]>): PoolMetrics => {
  const meter = metrics.getMeter('binnacle/database', VERSION);
  const histogram = (name: string, description: string): Histogram =>
    meter.createHistogram(`${PREFIX}.${name}`, {
      unit: 's',
      description,
      valueType: ValueType.DOUBLE,
      advice: { explicitBucketBoundaries: [...WAIT_BOUNDARIES_SECONDS] },
    });
  const observe = (
    name: string,
    unit: string,
    description: string,
    read: (counts: PoolCounts) => readonly (readonly [number, Attributes?])[],
  ): void =>
    meter
      .createObservableUpDownCounter(`${PREFIX}.${name}`, { unit, description })
      .addCallback((result: ObservableResult) => {
        // Pools of one name are told together.
        const sums = new Map<string, readonly [number, Attributes]>();
        for (const [pool, counts] of pools())
          for (const [value, attributes] of read(counts)) {
            const key = `${pool}\n${JSON.stringify(attributes)}`;
            const [before = 0] = sums.get(key) ?? [];
            sums.set(key, [before + value, { ...attributes, [POOL_NAME]: pool }]);
          }
        for (const [value, attributes] of sums.values()) result.observe(value, attributes);
      });
  observe('count', '{connection}', 'Connections of a pool that are used or idle.', ({ open, idle }) => [
    [idle, { [`${PREFIX}.state`]: 'idle' }],
    [Math.max(0, open - idle), { [`${PREFIX}.state`]: 'used' }],
  ]);
  observe('max', '{connection}', 'How many connections a pool may have.', ({ max }) =>
    max === undefined ? [] : [[max]],
  );
  observe('pending_requests', '{request}', 'Requests that wait for a connection.', ({ waiting }) => [
    [waiting],
  ]);
  return {
    waitTime: histogram('wait_time', 'How long it took to get a connection of a pool.'),
    useTime: histogram('use_time', 'How long connections were used before they were given back.'),
    timeouts: meter.createCounter(`${PREFIX}.timeouts`, {
      unit: '{timeout}',
      description: 'Requests for a connection that waited too long.',
    }),
  };
};
