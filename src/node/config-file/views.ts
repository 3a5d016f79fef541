import type {
  AggregationOption,
  AggregationType,
  InstrumentType,
  ViewOptions,
} from '@opentelemetry/sdk-metrics';
import type { AggregationPlan, InstrumentTypeName, ViewPlan } from '../../core/configuration/plan.ts';
import { isIncluded } from '../../core/wildcard.ts';

/** The bounds of `OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=explicit_bucket_histogram`. */
const DEFAULT_BOUNDARIES = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000];

const aggregationOf = (plan: AggregationPlan, types: typeof AggregationType): AggregationOption => {
  switch (plan.kind) {
    case 'drop':
      return { type: types.DROP };
    case 'sum':
      return { type: types.SUM };
    case 'last-value':
      return { type: types.LAST_VALUE };
    case 'explicit-buckets':
      return {
        type: types.EXPLICIT_BUCKET_HISTOGRAM,
        options: {
          boundaries: [...(plan.boundaries ?? DEFAULT_BOUNDARIES)],
          recordMinMax: plan.recordMinMax,
        },
      };
    case 'exponential-buckets':
      return {
        type: types.EXPONENTIAL_HISTOGRAM,
        options: {
          recordMinMax: plan.recordMinMax,
          ...(plan.maxSize !== undefined && { maxSize: plan.maxSize }),
        },
      };
    default:
      return { type: types.DEFAULT };
  }
};

const instrumentTypeOf = (name: InstrumentTypeName): InstrumentType => name.toUpperCase() as InstrumentType;

/** The SDK's views; those that a file describes. */
export const createView = (plan: ViewPlan, types: typeof AggregationType): ViewOptions => {
  const { attributeKeys } = plan;
  const given: { readonly [K in keyof ViewOptions]: ViewOptions[K] | undefined } = {
    // The SDK wants one selector at least.
    instrumentName: plan.instrumentName ?? '*',
    instrumentType: plan.instrumentType && instrumentTypeOf(plan.instrumentType),
    instrumentUnit: plan.instrumentUnit,
    meterName: plan.meterName,
    meterVersion: plan.meterVersion,
    meterSchemaUrl: plan.meterSchemaUrl,
    name: plan.name,
    description: plan.description,
    aggregation: plan.aggregation && aggregationOf(plan.aggregation, types),
    aggregationCardinalityLimit: plan.cardinalityLimit,
    attributesProcessors: attributeKeys && [
      {
        process: (incoming) =>
          Object.fromEntries(Object.entries(incoming).filter(([name]) => isIncluded(attributeKeys, name))),
      },
    ],
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as ViewOptions;
};
