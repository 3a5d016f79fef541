import { regexpFault } from '../../../core/go/regexp.ts';
import type { TypeRule } from '../type-rule.ts';

/** Filters of each scraper, with the key of what they match. */
const FILTERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  disk: { include: 'devices', exclude: 'devices' },
  filesystem: {
    include_devices: 'devices',
    exclude_devices: 'devices',
    include_fs_types: 'fs_types',
    exclude_fs_types: 'fs_types',
    include_mount_points: 'mount_points',
    exclude_mount_points: 'mount_points',
  },
  network: { include: 'interfaces', exclude: 'interfaces' },
  process: { include: 'names', exclude: 'names' },
};

export const rule: TypeRule = {
  type: 'receiver/hostmetricsreceiver.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/internal/filter/filterset/config.go',
  good: 'receivers: { host_metrics: { scrapers: { disk: { include: { devices: [sda], match_type: strict } } } } }',
  bad: 'receivers: { host_metrics: { scrapers: { disk: { include: { devices: [sda] } } } } }',
  *check(view) {
    for (const [scraper, filters] of Object.entries(FILTERS)) {
      if (!view.at('scrapers', scraper).node) continue;
      for (const [filter, key] of Object.entries(filters)) {
        const at = ['scrapers', scraper, filter];
        const patterns = view.texts(...at, key);
        const type = view.text(...at, 'match_type');
        if (patterns.length === 0) continue;
        if (type !== 'strict' && type !== 'regexp')
          yield view.fault(
            type === '' ? 'has no match_type; expected strict or regexp' : 'expected strict or regexp',
            ...at,
            ...(type === '' ? [] : ['match_type']),
          );
        const isCached = type === 'regexp' && view.flag(...at, 'regexp', 'cacheenabled');
        if (isCached && view.number(...at, 'regexp', 'cachemaxnumentries') < 0)
          yield view.fault('is negative', ...at, 'regexp', 'cachemaxnumentries');
        for (const [index, pattern] of type === 'regexp' ? patterns.entries() : []) {
          const fault = regexpFault(pattern);
          if (fault) yield view.fault(fault, ...at, key, index);
        }
      }
    }
  },
};
