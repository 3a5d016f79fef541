import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Build } from './build.ts';
import { buildCommands, createModule } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.kafka;
const MAIN = fileURLToPath(new URL('./kafka/main.go', import.meta.url));

/** franz-go's broker speaks the real protocol, and needs neither Java nor a disk. */
export const build: Build = {
  release,
  inputs: () => readFile(MAIN, 'utf8'),
  compile: async ({ work, bin }) => {
    await createModule(work, [`${release.module} ${release.moduleVersion}`]);
    await copyFile(MAIN, join(work, 'main.go'));
    await buildCommands({ release, work, bin });
  },
};
