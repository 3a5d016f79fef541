import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const KINDS = ['histogram', 'exponential_histogram', 'sum', 'gauge'];
/** Buckets of an exponential histogram: https://pkg.go.dev/github.com/lightstep/go-expohisto/structure */
const SIZES = { least: 2, most: 16384 };

function* checkAttributes(metric: View, section: string): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, attribute] of metric.items(section).entries()) {
    const key = attribute.text('key');
    if ((key === '') === (attribute.text('keys_expression') === ''))
      yield metric.fault('expected one of key and keys_expression', section, index);
    if (key !== '' && seen.has(key)) yield metric.fault(`"${key}" is there twice`, section, index, 'key');
    seen.add(key);
    if (attribute.has('default_value') && attribute.flag('optional'))
      yield metric.fault('stands beside optional; expected one of them', section, index, 'default_value');
  }
}

/** One metric of the signal_to_metrics connector. */
export function* checkMetric(metric: View): Iterable<Finding> {
  if (metric.text('name') === '') yield metric.fault('is missing; expected the name of the metric', 'name');
  yield* checkAttributes(metric, 'include_resource_attributes');
  yield* checkAttributes(metric, 'attributes');
  const kinds = KINDS.filter((kind) => metric.has(kind));
  if (kinds.length !== 1)
    yield metric.fault(
      `has ${kinds.join(' and ') || 'no kind of metric'}; expected one of ${KINDS.join(', ')}`,
    );
  for (const kind of kinds)
    if (metric.text(kind, 'value') === '')
      yield metric.fault('is missing; expected an expression', kind, 'value');
  const size = metric.number('exponential_histogram', 'max_size');
  if (size !== 0 && (size < SIZES.least || size > SIZES.most))
    yield metric.fault(`expected ${SIZES.least} to ${SIZES.most}`, 'exponential_histogram', 'max_size');
  const gauge = metric.text('gauge', 'value');
  if (gauge.includes('ExtractGrokPatterns') && !/ExtractGrokPatterns\([^)]*\)\s*\[[^\]]+\]/.test(gauge))
    yield metric.fault('expected one key in brackets after ExtractGrokPatterns', 'gauge', 'value');
}
