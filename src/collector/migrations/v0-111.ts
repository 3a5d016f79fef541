import { entryOf, valueAt } from '../document/node.ts';
import type { Change, Migration } from '../migrate/migration.ts';
import { CONTRIB_CHANGELOG, CORE_CHANGELOG } from '../migrate/sources.ts';
import { removedIn } from '../removed.ts';

const PATH = ['service', 'telemetry', 'metrics'] as const;

/** The names of metrics stay as they are with these: the Collector's own reader has them. */
const NAMES = 'without_scope_info: true, without_type_suffix: true, without_units: true';

const readerOf = (host: string, port: string): string =>
  `[{ pull: { exporter: { prometheus: { host: ${JSON.stringify(host)}, port: ${port}, ${NAMES} } } } }]`;

/** `host:port`, with the brackets of IPv6 taken away. */
const splitAddress = (text: string): readonly [string, string] | undefined => {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text);
  return match ? [match[1] ?? match[2] ?? '', match[3] as string] : undefined;
};

/** `service.telemetry.metrics.address` gives way to readers; later versions ignore it, and then refuse it. */
export const migration: Migration = {
  version: '0.111.0',
  sources: [CORE_CHANGELOG, CONTRIB_CHANGELOG],
  removals: removedIn('0.111.0', 'instana'),
  *check({ root }): Iterable<Change> {
    const metrics = valueAt(root, PATH);
    const entry = entryOf(metrics, 'address');
    if (!entry) return;
    const path = [...PATH, 'address'];
    const readers = [...PATH, 'readers'];
    const { key: place, value } = entry;
    if (entryOf(metrics, 'readers')) {
      yield {
        place,
        path,
        message: 'is removed, because there are readers',
        fix: [{ do: 'remove', path, instead: readers }],
      };
      return;
    }
    const isWritten = value.kind === 'scalar' && !value.isExpanded && typeof value.value === 'string';
    const address = isWritten ? splitAddress(String(value.value)) : undefined;
    if (!address)
      yield { place, path, message: 'write readers with a pull exporter by hand: the value is no host:port' };
    else
      yield {
        place,
        path,
        message: 'is now one of readers',
        fix: [
          { do: 'set', path: readers, value: readerOf(...address) },
          { do: 'remove', path, instead: readers },
        ],
      };
  },
};
