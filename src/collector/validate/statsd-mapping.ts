import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const TYPES = ['timer', 'timing', 'histogram', 'distribution'];
const OBSERVERS = ['gauge', 'summary', 'histogram'];
/** Buckets of an exponential histogram: https://pkg.go.dev/github.com/lightstep/go-expohisto/structure */
const SIZES = { least: 2, most: 16384 };

/** How a statsd receiver makes metrics of timings and histograms. */
export function* checkMapping(mapping: View): Iterable<Finding> {
  const observer = mapping.text('observer_type');
  if (!TYPES.includes(mapping.text('statsd_type')))
    yield mapping.fault(`expected one of ${TYPES.join(', ')}`, 'statsd_type');
  if (!OBSERVERS.includes(observer))
    yield mapping.fault(`expected one of ${OBSERVERS.join(', ')}`, 'observer_type');
  const size = mapping.number('histogram', 'max_size');
  const buckets = mapping.items('histogram', 'explicit_buckets');
  if (observer !== 'histogram') {
    if (size !== 0 || buckets.length > 0) yield mapping.fault('needs observer_type: histogram', 'histogram');
  } else if (size !== 0 && (size < SIZES.least || size > SIZES.most))
    yield mapping.fault(`expected ${SIZES.least} to ${SIZES.most}`, 'histogram', 'max_size');
  const percentiles = mapping.items('summary', 'percentiles');
  for (const [index, percentile] of percentiles.entries())
    if (percentile.number() < 0 || percentile.number() > 100)
      yield mapping.fault('expected 0 to 100', 'summary', 'percentiles', index);
  if (percentiles.length > 0 && observer !== 'summary')
    yield mapping.fault('needs observer_type: summary', 'summary');
}
