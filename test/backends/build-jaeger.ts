import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands, UNLISTED_MODULES } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.jaeger;

const env = { GONOSUMDB: UNLISTED_MODULES };

/** Without the web UI, whose assets are not part of the module; the query API is there. */
export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await getCommands(work, release, env);
    const versionVariable = 'github.com/jaegertracing/jaeger/internal/version.latestVersion';
    await buildCommands({ release, work, bin, env, versionVariable });
  },
};
