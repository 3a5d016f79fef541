import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands } from './go.ts';
import { copyReplacements } from './go-replacements.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.kubernetes;

/** Its repository keeps k8s.io/api and its like in a folder; they are published under the same version with v0. */
const folderVersion = release.moduleVersion.replace(/^v1\./, 'v0.');

/** The API server and the command that talks to it: no node and no controller is needed to see what it takes. */
export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await copyReplacements(work, release, { folderVersion });
    await getCommands(work, release);
    const versionVariable = 'k8s.io/component-base/version.gitVersion';
    await buildCommands({ release, work, bin, versionVariable, versionPrefix: 'v' });
  },
};
