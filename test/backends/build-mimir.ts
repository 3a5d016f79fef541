import { UNLISTED_MODULES } from './go.ts';
import { buildWithReplacements } from './go-replacements.ts';
import { RELEASES } from './versions.ts';

export const build = buildWithReplacements(RELEASES.mimir, {
  versionVariable: 'github.com/grafana/mimir/pkg/util/version.Version',
  unlisted: `${UNLISTED_MODULES},github.com/influxdata/influxdb/*,github.com/twmb/franz-go/*`,
});
