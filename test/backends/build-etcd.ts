import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.etcd;

export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await getCommands(work, release);
    await buildCommands({ release, work, bin });
  },
};
