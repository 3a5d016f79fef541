import { regexpFault } from '../../core/go/regexp.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const TYPES = ['timer', 'timing', 'histogram', 'distribution'];
const OBSERVERS = ['gauge', 'summary', 'histogram'];
/** Buckets of an exponential histogram: https://pkg.go.dev/github.com/lightstep/go-expohisto/structure */
const SIZES = { least: 2, most: 16384 };

function* checkBuckets(mapping: View): Iterable<Finding> {
  const at = ['histogram', 'explicit_buckets'];
  for (const [index, { text, items }] of mapping.items(...at).entries()) {
    const pattern = text('matcher_pattern');
    const fault = pattern === '' ? 'is empty; expected a regular expression' : regexpFault(pattern);
    if (fault) yield mapping.fault(fault, ...at, index, 'matcher_pattern');
    const buckets = items('buckets').map((bucket) => bucket.number());
    if (buckets.length === 0)
      yield mapping.fault('is empty; expected at least one bucket', ...at, index, 'buckets');
    if (buckets.some((bucket, each) => bucket < (buckets[each - 1] ?? bucket)))
      yield mapping.fault('are not in ascending order', ...at, index, 'buckets');
  }
}

/** How a statsd receiver makes metrics of timings and histograms. */
export function* checkMapping(mapping: View): Iterable<Finding> {
  const observer = mapping.text('observer_type');
  if (!TYPES.includes(mapping.text('statsd_type')))
    yield mapping.fault(`expected one of ${TYPES.join(', ')}`, 'statsd_type');
  if (!OBSERVERS.includes(observer))
    yield mapping.fault(`expected one of ${OBSERVERS.join(', ')}`, 'observer_type');
  const size = mapping.number('histogram', 'max_size');
  const hasBuckets = mapping.at('histogram', 'explicit_buckets').node?.kind === 'list';
  if (observer !== 'histogram') {
    if (size !== 0 || hasBuckets) yield mapping.fault('needs observer_type: histogram', 'histogram');
  } else if (size !== 0 && (size < SIZES.least || size > SIZES.most))
    yield mapping.fault(`expected ${SIZES.least} to ${SIZES.most}`, 'histogram', 'max_size');
  if (observer === 'histogram') yield* checkBuckets(mapping);
  const percentiles = mapping.items('summary', 'percentiles');
  for (const [index, percentile] of percentiles.entries())
    if (percentile.number() < 0 || percentile.number() > 100)
      yield mapping.fault('expected 0 to 100', 'summary', 'percentiles', index);
  if (percentiles.length > 0 && observer !== 'summary')
    yield mapping.fault('needs observer_type: summary', 'summary');
}
