// What functions of pkg/ottl and of the transform processor refuse when they are made, beyond the types of arguments.
import { type Check, type Given, notEmpty, number, oneCharacter, oneOf, regexp } from './argument-checks.ts';
import {
  appended,
  bounds,
  buckets,
  cidr,
  delimiters,
  encoding,
  glob,
  grok,
  grokDefinitions,
  id,
  limited,
  locale,
  location,
  semconvVersion,
  someValues,
  timeFormat,
} from './function-checks.ts';
import { addFault, type Scope } from './scope.ts';
import type { Call } from './syntax.ts';

const AGGREGATIONS = ['sum', 'mean', 'min', 'max', 'median', 'count'];
const TEMPORALITY = oneOf('StringAggTemp', ['delta', 'cumulative']);

const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  Coalesce: [someValues],
  ConvertCase: [oneOf('ToCase', ['lower', 'upper', 'snake', 'camel'])],
  ExtractGrokPatterns: [grok, grokDefinitions],
  ExtractPatterns: [regexp('Pattern')],
  Decode: [encoding],
  FormatTime: [timeFormat],
  IsInCIDR: [cidr],
  IsMatch: [regexp('Pattern')],
  ParseCLF: [oneOf('Format', ['clf', 'combined'])],
  ParseCSV: [
    oneCharacter('Delimiter'),
    oneCharacter('HeaderDelimiter'),
    oneOf('Mode', ['strict', 'lazyQuotes', 'ignoreQuotes']),
  ],
  ParseKeyValue: [notEmpty('Delimiter'), notEmpty('PairDelimiter'), delimiters],
  ProfileID: [id(16)],
  Sort: [oneOf('Order', ['asc', 'desc'])],
  SpanID: [id(8)],
  Time: [timeFormat, location, locale],
  ToKeyValueString: [notEmpty('Delimiter'), notEmpty('PairDelimiter'), delimiters],
  TraceID: [id(16)],
  aggregate_on_attribute_value: [oneOf('AggregationFunction', AGGREGATIONS)],
  aggregate_on_attributes: [oneOf('AggregationFunction', AGGREGATIONS)],
  append: [appended],
  convert_exponential_histogram_to_histogram: [
    oneOf('DistributionFn', ['', 'upper', 'midpoint', 'random', 'uniform']),
    bounds,
  ],
  convert_gauge_to_sum: [TEMPORALITY],
  convert_summary_count_val_to_sum: [TEMPORALITY],
  convert_summary_sum_val_to_sum: [TEMPORALITY],
  delete_matching_keys: [regexp('Pattern')],
  extract_percentile_metric: [
    number('Percentile', (value) => value > 0 && value < 100, 'more than 0 and less than 100'),
  ],
  flatten: [number('Depth', (value) => value >= 1, '1 or more')],
  keep_matching_keys: [regexp('Pattern')],
  limit: [limited],
  merge_histogram_buckets: [oneOf('Method', ['remove_explicit_bound', 'limit_buckets']), buckets],
  merge_maps: [oneOf('Strategy', ['insert', 'update', 'upsert'])],
  replace_all_matches: [glob],
  replace_all_patterns: [regexp('RegexPattern'), oneOf('Mode', ['key', 'value'])],
  replace_match: [glob],
  replace_pattern: [regexp('RegexPattern')],
  set_semconv_span_name: [semconvVersion, notEmpty('OriginalSpanNameAttribute')],
};

/** Checks what a function refuses; the arguments are by Go field. */
export const checkMeaning = (call: Call, given: Given, scope: Scope): void => {
  for (const check of CHECKS[call.name] ?? []) {
    const found = check(given);
    if (!found) continue;
    addFault(scope, given.get(found.field)?.start ?? call.start, `${call.name}: ${found.message}`);
    return;
  }
};
