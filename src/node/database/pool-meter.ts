import { type Attributes, type Meter, type MeterProvider, metrics } from '@opentelemetry/api';
import { OPERATION_DURATION } from './operation-duration.ts';
import type { DatabaseRules } from './rules.ts';

const POOL_NAME = 'db.client.connection.pool.name';
const NO_HISTOGRAM = { record: () => {} };
const NO_COUNTER = { add: () => {} };

/** What the instrumentations count of pools, and not the duration of operations: that is measured in one place for all. */
export const poolMeterProvider = ({ poolName, watchesPools }: DatabaseRules): MeterProvider => ({
  getMeter: (scope, version) => {
    const meter = metrics.getMeter(scope, version);
    const createHistogram: Meter['createHistogram'] = (name, options) =>
      name === OPERATION_DURATION ? NO_HISTOGRAM : meter.createHistogram(name, options);
    const createUpDownCounter: Meter['createUpDownCounter'] = (name, options) => {
      if (watchesPools) return NO_COUNTER;
      const counter = meter.createUpDownCounter(name, options);
      if (!poolName) return counter;
      const rename = (attributes: Attributes): Attributes => ({
        ...attributes,
        [POOL_NAME]: poolName(String(attributes[POOL_NAME])),
      });
      return { add: (value, attributes) => counter.add(value, attributes && rename(attributes)) };
    };
    // A view: the meter itself may be frozen.
    return Object.create(meter, {
      createHistogram: { value: createHistogram },
      createUpDownCounter: { value: createUpDownCounter },
    }) as Meter;
  },
});
