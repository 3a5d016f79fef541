import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'processor/geoipprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/processor/geoipprocessor/config.go',
  good: 'processors: { geoip: { providers: { maxmind: { database_path: /var/lib/GeoLite2-City.mmdb } } } }',
  bad: 'processors: { geoip: { context: resource } }',
  *check(view) {
    if (view.entries('providers').length === 0)
      yield view.fault('is missing; expected maxmind with database_path', 'providers');
    else if (
      view.at('providers', 'maxmind').node &&
      view.text('providers', 'maxmind', 'database_path') === ''
    )
      yield view.fault(
        'is missing; expected the path of a database',
        'providers',
        'maxmind',
        'database_path',
      );
    const { node } = view.at('attributes');
    if (node?.kind === 'list' && node.items.length === 0)
      yield view.fault('is empty; expected names of attributes', 'attributes');
  },
};
