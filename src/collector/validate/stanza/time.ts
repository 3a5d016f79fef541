// How a time is read: the operator `time_parser`, and the key `timestamp` of others:
// https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/pkg/stanza/operator/helper/time.go

import { goTimeFault, locationFault, strptimeFault } from '../../go/time-layout.ts';
import type { Finding } from '../type-rule.ts';
import type { View } from '../view.ts';
import { lacksField } from './field.ts';

const EPOCHS = ['s', 'ms', 'us', 'ns', 's.ms', 's.us', 's.ns'];

/** Of the layouts that have words for a zone: the word for its short name. */
const ZONES: Readonly<Record<string, string>> = { strptime: '%Z', gotime: 'MST' };

function* checkZones(time: View, type: string): Iterable<Finding> {
  const fault = locationFault(time.text('location'));
  if (fault) yield time.fault(fault, 'location');
  const zones = time.entries('time_zone_locations');
  for (const [name, zone] of zones) {
    const wrong = locationFault(zone.text());
    if (wrong) yield time.fault(wrong, 'time_zone_locations', name);
  }
  const zone = ZONES[type] as string;
  if (zones.length > 0 && !time.text('layout').includes(zone))
    yield time.fault(`needs ${zone} in the layout`, 'time_zone_locations');
}

export function* checkTime(time: View): Iterable<Finding> {
  const type = time.text('layout_type') || 'strptime';
  const layout = time.text('layout');
  if (lacksField(time.at('parse_from'))) yield time.fault('lacks parse_from');
  if (!['strptime', 'gotime', 'epoch', 'native'].includes(type)) {
    yield time.fault('expected strptime, gotime or epoch', 'layout_type');
    return;
  }
  if (layout === '' && type !== 'native') yield time.fault('lacks layout');
  else if (type === 'epoch' && !EPOCHS.includes(layout))
    yield time.fault(`expected one of ${EPOCHS.join(', ')}`, 'layout');
  if (!Object.hasOwn(ZONES, type)) return;
  const fault = type === 'gotime' ? goTimeFault(layout) : strptimeFault(layout);
  if (fault) yield time.fault(fault, 'layout');
  yield* checkZones(time, type);
}
