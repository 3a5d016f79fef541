import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.compose;

/** The Docker plugin, which also runs by itself: `docker-compose up`. */
export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await getCommands(work, release);
    const versionVariable = 'github.com/docker/compose/v5/internal.Version';
    await buildCommands({ release, work, bin, versionVariable });
  },
};
