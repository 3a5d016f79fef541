import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from './build.ts';
import { buildCommands, createModule, getCommands, go } from './go.ts';
import { RELEASES } from './versions.ts';

const release = RELEASES.alertmanager;
const env = { GOFLAGS: '-mod=vendor -buildvcs=false' };

/** Alertmanager embeds a page that its module does not contain; a vendored copy can be given one. */
const addPlaceholderPage = async (work: string): Promise<void> => {
  const folder = join(work, 'vendor', release.module, 'ui', 'app', 'dist');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Alertmanager</title>\n');
};

export const build: Build = {
  release,
  compile: async ({ work, bin }) => {
    await createModule(work);
    await getCommands(work, release);
    // Only what the module names as a tool or imports is vendored.
    const tools = Object.values(release.commands).map((command) => `-tool=${command.package}`);
    await go(work, ['mod', 'edit', ...tools]);
    await go(work, ['mod', 'vendor', '-e'], { GOFLAGS: '-buildvcs=false' });
    await addPlaceholderPage(work);
    await buildCommands({
      release,
      work,
      bin,
      env,
      versionVariable: 'github.com/prometheus/common/version.Version',
    });
  },
};
