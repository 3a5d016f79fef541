import { UNLISTED_MODULES } from './go.ts';
import { buildWithReplacements } from './go-replacements.ts';
import { RELEASES } from './versions.ts';

/** Without the tag `embedassets` it has no pages, which nobody looks at here. */
export const build = buildWithReplacements(RELEASES.pyroscope, {
  versionVariable: 'github.com/grafana/pyroscope/pkg/util/build.Version',
  unlisted: `${UNLISTED_MODULES},github.com/grafana/jfr-parser,github.com/hashicorp/raft`,
  // Of the week before it.
  folderVersion: 'v1.1.0',
});
