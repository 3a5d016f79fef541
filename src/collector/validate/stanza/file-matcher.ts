// Which files are read, and in which order:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/fileconsumer/matcher/matcher.go

import { regexpFault } from '../../../core/go/regexp.ts';
import { faultOfDoublestar } from '../../go/doublestar.ts';
import { locationFault, strptimeFault } from '../../go/time-layout.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';

const ORDER = 'ordering_criteria';

function* checkSort(view: View, index: number): Iterable<Finding> {
  const at = [ORDER, 'sort_by', index];
  const sort = view.at(...at);
  const type = sort.text('sort_type');
  if (type === 'mtime') yield view.fault('needs the feature gate filelog.mtimeSortType', ...at, 'sort_type');
  else if (!['numeric', 'alphabetical', 'timestamp'].includes(type))
    yield view.fault('expected numeric, alphabetical or timestamp', ...at, 'sort_type');
  else if (sort.text('regex_key') === '') yield view.fault('lacks regex_key', ...at);
  if (type !== 'timestamp') return;
  const layout = sort.text('layout');
  const fault = layout === '' ? 'is missing' : strptimeFault(layout);
  if (fault) yield view.fault(fault, ...at, 'layout');
  const zone = locationFault(sort.text('location'));
  if (zone) yield view.fault(zone, ...at, 'location');
}

export function* checkMatcher(view: View): Iterable<Finding> {
  if (view.items('include').length === 0)
    yield view.fault('is missing; expected the paths of files, such as /var/log/*.log', 'include');
  for (const key of ['include', 'exclude'])
    for (const [index, pattern] of view.texts(key).entries()) {
      const fault = faultOfDoublestar(pattern);
      if (fault) yield view.fault(fault, key, index);
    }
  const grouped = regexpFault(view.text(ORDER, 'group_by'));
  if (grouped) yield view.fault(grouped, ORDER, 'group_by');
  const sorts = view.items(ORDER, 'sort_by');
  if (sorts.length === 0) return;
  if (view.number(ORDER, 'top_n') < 0) yield view.fault('is negative', ORDER, 'top_n');
  if (sorts.some((sort) => sort.text('sort_type') !== 'mtime')) {
    const regex = view.text(ORDER, 'regex');
    const fault = regex === '' ? 'is missing; sort_by needs it' : regexpFault(regex);
    if (fault) yield view.fault(fault, ORDER, 'regex');
  }
  for (const index of sorts.keys()) yield* checkSort(view, index);
}
