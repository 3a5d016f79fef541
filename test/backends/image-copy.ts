import { join } from 'node:path';
import { run, succeeds } from './run.ts';
import type { Release } from './versions.ts';

const PULL_MILLIS = 5 * 60_000;

/** What is missing for a copy out of a container image, or nothing. */
export const missingDocker = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return `images hold Linux binaries, this is ${process.platform}`;
  return (await succeeds('docker', ['info'], { timeoutMillis: 10_000 }))
    ? undefined
    : 'no Docker engine answers';
};

/** Takes the commands out of the pinned image, which `docker create` pulls where it is not there yet. */
export const copyFromImage = async (release: Release, bin: string): Promise<void> => {
  if (release.image === undefined) throw new Error(`there is no image of ${release.module}`);
  // An image without a command of its own wants an argument; it is never run.
  const created = await run('docker', ['create', release.image, 'none'], { timeoutMillis: PULL_MILLIS });
  const container = created.trim();
  try {
    for (const [name, { imagePath }] of Object.entries(release.commands)) {
      await run('docker', ['cp', '--follow-link', `${container}:${imagePath}`, join(bin, name)]);
    }
  } finally {
    await run('docker', ['rm', container]);
  }
};
