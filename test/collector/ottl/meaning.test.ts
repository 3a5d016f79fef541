import { expect, test } from '@jest/globals';
import { checkOttl } from '../../../src/collector/ottl/check.ts';
import { table } from './table.ts';

const faultsOf = (text: string, context: string): readonly string[] =>
  checkOttl({ kind: 'scalar', value: text, place: { file: 'a', line: 1, column: 1 } }, ['x'], 'statement', {
    table,
    context,
    functions: 'transform',
    prefix: 'optional',
  }).map(({ message }) => message);

/** What a function accepts, and what it refuses. */
const CASES: readonly (readonly [context: string, accepted: string, refused: string])[] = [
  ['span', 'append(attributes["a"], "b")', 'append(attributes["a"])'],
  ['span', 'flatten(attributes, "p", 1)', 'flatten(attributes, "p", 0)'],
  ['span', 'limit(attributes, 2, ["a", "b"])', 'limit(attributes, 1, ["a", "b"])'],
  ['span', 'merge_maps(attributes, {}, "upsert")', 'merge_maps(attributes, {}, "replace")'],
  [
    'span',
    'replace_all_patterns(attributes, "key", "a+", "b")',
    'replace_all_patterns(attributes, "keys", "a+", "b")',
  ],
  ['span', 'replace_match(name, "/a/*", "b")', 'replace_match(name, "/a/[z-a]", "b")'],
  ['span', 'replace_pattern(name, "a{2,3}", "b")', 'replace_pattern(name, "a{3,2}", "b")'],
  ['span', 'set_semconv_span_name("1.37.0")', 'set_semconv_span_name("1.36.0")'],
  ['span', 'set(name, Coalesce([name]))', 'set(name, Coalesce([]))'],
  ['span', 'set(name, ConvertCase(name, "snake"))', 'set(name, ConvertCase(name, "kebab"))'],
  ['span', 'set(name, FormatTime(Now(), "%Y-%m-%d"))', 'set(name, FormatTime(Now(), "2006-01-02"))'],
  ['span', 'set(name, Time("1", "%s.%L"))', 'set(name, Time("1", "%s%L"))'],
  [
    'span',
    'set(name, Time("2020", "%Y", "Europe/Berlin"))',
    'set(name, Time("2020", "%Y", "Europe/Nowhere"))',
  ],
  ['span', 'set(trace_id, TraceID(0x000102030405060708090a0b0c0d0e0f))', 'set(trace_id, TraceID(0x0001))'],
  ['span', 'set(span_id, SpanID("0102030405060708"))', 'set(span_id, SpanID("010203040506070g"))'],
  ['span', 'set(name, Sort(attributes["a"], "desc"))', 'set(name, Sort(attributes["a"], "down"))'],
  [
    'span',
    'set(name, ParseCSV(name, "a,b", ";", ",", "lazyQuotes"))',
    'set(name, ParseCSV(name, "a,b", ";;"))',
  ],
  ['span', 'set(name, ParseKeyValue(name, ":", ","))', 'set(name, ParseKeyValue(name, " "))'],
  [
    'span',
    'set(name, ToKeyValueString(attributes, ":", ","))',
    'set(name, ToKeyValueString(attributes, ""))',
  ],
  [
    'span',
    'set(name, "a") where IsInCIDR(name, ["10.0.0.0/8", "fe80::/10"])',
    'set(name, "a") where IsInCIDR(name, ["10.0.0.0/33"])',
  ],
  [
    'span',
    'set(name, ExtractGrokPatterns(name, "%{WORD:a}", true))',
    'set(name, ExtractGrokPatterns(name, "a+", true))',
  ],
  [
    'span',
    'set(name, ExtractGrokPatterns(name, "%{A:a}", true, ["A=a+"]))',
    'set(name, ExtractGrokPatterns(name, "%{WORD:a}", true, ["A"]))',
  ],
  [
    'log',
    'set(attributes["a"], ParseCLF(body, "combined"))',
    'set(attributes["a"], ParseCLF(body, "common"))',
  ],
  ['metric', 'aggregate_on_attributes("sum", ["a"])', 'aggregate_on_attributes("avg", ["a"])'],
  [
    'metric',
    'aggregate_on_attribute_value("max", "a", ["b"], "c")',
    'aggregate_on_attribute_value("p99", "a", ["b"], "c")',
  ],
  [
    'metric',
    'convert_exponential_histogram_to_histogram("midpoint", [1.0, 2.0])',
    'convert_exponential_histogram_to_histogram("midpoint", [])',
  ],
  ['metric', 'convert_gauge_to_sum("delta", true)', 'convert_gauge_to_sum("sum", true)'],
  ['metric', 'extract_percentile_metric(99.9)', 'extract_percentile_metric(100.0)'],
  [
    'datapoint',
    'convert_summary_sum_val_to_sum("cumulative", true)',
    'convert_summary_sum_val_to_sum("total", true)',
  ],
  [
    'datapoint',
    'merge_histogram_buckets(10, "limit_buckets")',
    'merge_histogram_buckets(0.5, "limit_buckets")',
  ],
];

test.each(CASES)('%s: %s, not %s', (context, accepted, refused) => {
  expect(faultsOf(accepted, context)).toEqual([]);
  expect(faultsOf(refused, context)).toHaveLength(1);
});
