import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.prometheus;

/** Without the web UI: its assets are not part of the module. */
export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await getCommands(work, release);
    await buildCommands({
      release,
      work,
      bin,
      versionVariable: 'github.com/prometheus/common/version.Version',
    });
  },
};
