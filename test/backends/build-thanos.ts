import { buildWithReplacements } from './go-replacements.ts';
import { RELEASES } from './versions.ts';

export const build = buildWithReplacements(RELEASES.thanos, {
  versionVariable: 'github.com/prometheus/common/version.Version',
});
