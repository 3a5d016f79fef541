import { AggregationTemporality, InstrumentType } from '@opentelemetry/sdk-metrics';
import type { Settings } from '../core/settings/index.ts';

export type TemporalitySelector = (type: InstrumentType) => AggregationTemporality;

const { CUMULATIVE, DELTA } = AggregationTemporality;

/** What can go down as well is the same for whoever reads it, and only a running total says how much there is. */
const isUpDown = (type: InstrumentType): boolean =>
  type === InstrumentType.UP_DOWN_COUNTER || type === InstrumentType.OBSERVABLE_UP_DOWN_COUNTER;

/** https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration */
export const TEMPORALITIES: Readonly<Record<Settings['temporalityPreference'], TemporalitySelector>> = {
  cumulative: () => CUMULATIVE,
  delta: (type) => (isUpDown(type) ? CUMULATIVE : DELTA),
  lowmemory: (type) =>
    type === InstrumentType.COUNTER || type === InstrumentType.HISTOGRAM ? DELTA : CUMULATIVE,
};
