import { buildWithReplacements } from './go-replacements.ts';
import { RELEASES } from './versions.ts';

export const build = buildWithReplacements(RELEASES.loki, {
  versionVariable: 'github.com/grafana/loki/v3/pkg/util/build.Version',
});
