import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILDS, releaseOf } from './builds.ts';
import { exists, fillOnce, releaseFolder } from './cache.ts';
import { missingGo } from './go.ts';
import { copyFromImage, missingDocker } from './image-copy.ts';
import type { ReleaseName, ServerName } from './versions.ts';

type Found = { readonly path: string; readonly origin: string };
type Missing = { readonly missing: string };

/** A machine without network should not try for minutes again in each of many test files. */
const RETRY_MILLIS = 15 * 60_000;

const pathVariable = (server: ServerName): string => `BINNACLE_${server.toUpperCase().replaceAll('-', '_')}`;

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300);

const recentFailure = async (file: string): Promise<string | undefined> => {
  const written = await stat(file).catch(() => undefined);
  if (!written || Date.now() - written.mtimeMs > RETRY_MILLIS) return undefined;
  return readFile(file, 'utf8');
};

type Failure = { readonly reasons: string; readonly attempted: boolean };

/** Fills the cache folder by a build, else from the image; says what it did or why it could not. */
const obtain = async (name: ReleaseName, folder: string): Promise<{ origin: string } | Failure> => {
  const build = BUILDS[name];
  const { release } = build;
  const sources = [
    { origin: `build of ${release.module}@${release.moduleVersion}`, lacks: missingGo, fill: build.compile },
    ...(release.image === undefined
      ? []
      : [
          {
            origin: `image ${release.image}`,
            lacks: missingDocker,
            fill: ({ bin }: { bin: string }) => copyFromImage(release, bin),
          },
        ]),
  ];
  const reasons: string[] = [];
  let attempted = false;
  for (const { origin, lacks, fill } of sources) {
    const lacking = await lacks();
    if (lacking) {
      reasons.push(lacking);
      continue;
    }
    attempted = true;
    try {
      const done = await fillOnce(folder, Object.keys(release.commands) as ServerName[], fill);
      return { origin: done === 'filled' ? origin : 'cache' };
    } catch (error) {
      reasons.push(`${origin} failed: ${firstLine(error)}`);
    }
  }
  return { reasons: reasons.join('; '), attempted };
};

/** Takes a server from its environment variable, the cache, a build or its container image, in this order. */
export const findServer = async (
  server: ServerName,
  options: { readonly retry?: boolean } = {},
): Promise<Found | Missing> => {
  const variable = pathVariable(server);
  const given = process.env[variable];
  if (given) {
    if (await exists(given)) return { path: given, origin: variable };
    return { missing: `${server}: ${variable} is "${given}", which does not exist` };
  }
  const name = releaseOf(server);
  const build = BUILDS[name];
  const folder = releaseFolder(name, build.release, (await build.inputs?.()) ?? '');
  const path = join(folder, server);
  if (await exists(path)) return { path, origin: 'cache' };

  const failureFile = `${folder}.failed`;
  const reasons = options.retry ? undefined : await recentFailure(failureFile);
  const obtained = reasons ? { reasons, attempted: false } : await obtain(name, folder);
  if ('origin' in obtained) return { path, origin: obtained.origin };
  if (obtained.attempted) await writeFile(failureFile, obtained.reasons).catch(() => {});
  const { version } = build.release;
  return { missing: `${server} ${version} is missing: ${obtained.reasons}; ${variable} may name its path` };
};

/** The path of a server. Without one, a test skips with this one line; in CI that is a failure. */
export const requireServer = async (server: ServerName): Promise<string | undefined> => {
  const found = await findServer(server);
  if ('path' in found) return found.path;
  if (process.env.CI && process.env.CI !== 'false') throw new Error(found.missing);
  process.stderr.write(`skipped: ${found.missing}\n`);
  return undefined;
};
