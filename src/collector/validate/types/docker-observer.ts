import { dockerVersionFault } from '../docker-version.ts';
import type { TypeRule } from '../type-rule.ts';

const LEAST = '1.44';

export const rule: TypeRule = {
  type: 'extension/observer/dockerobserver.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/observer/dockerobserver/config.go',
  good: 'extensions: { docker_observer: { timeout: 5s } }',
  bad: 'extensions: { docker_observer: { api_version: "1.40" } }',
  *check(view) {
    // Older versions have an older one by default, and take it.
    const usual = String(view.at('api_version').defaults);
    const least = dockerVersionFault(usual, LEAST) ? usual : LEAST;
    const fault = dockerVersionFault(view.text('api_version'), least);
    if (fault) yield view.fault(fault, 'api_version');
    for (const key of ['timeout', 'cache_sync_interval'])
      if (view.number(key) === 0) yield view.fault('is 0; expected more', key);
  },
};
