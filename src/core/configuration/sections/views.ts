import {
  boolean,
  choice,
  type Decoder,
  integer,
  list,
  mapped,
  number,
  object,
  oneOf,
  required,
  text,
} from '../decode.ts';
import { fault, warn } from '../place.ts';
import { type AggregationPlan, INSTRUMENT_TYPES, type ViewPlan } from '../plan.ts';
import { includeExclude, nothing } from './common.ts';

const plain = (kind: 'default' | 'drop' | 'sum' | 'last-value'): Decoder<AggregationPlan> =>
  mapped(nothing, () => ({ kind }));

const MAX_BOUNDARY = Number.MAX_VALUE;

const explicitBuckets: Decoder<AggregationPlan> = mapped(
  object({ boundaries: list(number(-MAX_BOUNDARY, MAX_BOUNDARY), 0), record_min_max: boolean }),
  ({ boundaries, record_min_max: recordMinMax = true }, { position }, place) => {
    if (boundaries?.some((boundary, i) => i > 0 && boundary <= (boundaries[i - 1] ?? 0)))
      return fault(place, position, 'the boundaries must ascend');
    return { kind: 'explicit-buckets', boundaries, recordMinMax };
  },
);

/** The SDK takes no other. */
const MAX_SCALE = 20;

const exponentialBuckets: Decoder<AggregationPlan> = mapped(
  object({ max_scale: integer(-10, MAX_SCALE), max_size: integer(2, 100_000), record_min_max: boolean }),
  (
    { max_scale: maxScale = MAX_SCALE, max_size: maxSize, record_min_max: recordMinMax = true },
    node,
    place,
  ) => {
    if (maxScale !== MAX_SCALE) warn(place, node.position, `max_scale is always ${MAX_SCALE}`);
    return { kind: 'exponential-buckets', maxSize, recordMinMax };
  },
);

const aggregation: Decoder<AggregationPlan> = choice({
  default: plain('default'),
  drop: plain('drop'),
  sum: plain('sum'),
  last_value: plain('last-value'),
  explicit_bucket_histogram: explicitBuckets,
  base2_exponential_bucket_histogram: exponentialBuckets,
});

/** The SDK knows one `*`. */
const instrumentName: Decoder<string> = mapped(text, (name, { position }, place) => {
  const plain = name.replace(/\*+/g, '*');
  if (/\?|\*.*\*/.test(plain))
    warn(place, position, 'only one * stands for other characters here; a second one and ? do not');
  return plain;
});

const selector = object({
  instrument_name: instrumentName,
  instrument_type: oneOf(INSTRUMENT_TYPES),
  unit: text,
  meter_name: text,
  meter_version: text,
  meter_schema_url: text,
});

const stream = object({
  name: text,
  description: text,
  aggregation,
  aggregation_cardinality_limit: integer(1),
  attribute_keys: includeExclude,
});

const hasWildcard = (name: string): boolean => /[*?]/.test(name);

const view: Decoder<ViewPlan> = mapped(
  object({ selector: required(selector), stream: required(stream) }),
  ({ selector: from, stream: to }, { position }, place) => {
    if (!from || !to) return undefined;
    const selected = from.instrument_name;
    if (to.name !== undefined && (selected === undefined || hasWildcard(selected)))
      return fault(
        place,
        position,
        'stream.name needs a selector.instrument_name without * and ?, because one name cannot be that of several instruments',
      );
    return {
      instrumentName: selected,
      instrumentType: from.instrument_type,
      instrumentUnit: from.unit,
      meterName: from.meter_name,
      meterVersion: from.meter_version,
      meterSchemaUrl: from.meter_schema_url,
      name: to.name,
      description: to.description,
      aggregation: to.aggregation,
      cardinalityLimit: to.aggregation_cardinality_limit,
      attributeKeys: to.attribute_keys,
    };
  },
);

export const views = list(view);
