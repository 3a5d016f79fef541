import { join } from 'node:path';
import { asksForOptional, OPTIONAL_VARIABLE } from './asks-for-optional.ts';
import { BUILDS, releaseOf } from './builds.ts';
import { exists, fillOnce, releaseFolder } from './cache.ts';
import { firstLine, recentFailure, rememberFailure } from './failures.ts';
import { findCommand } from './find-command.ts';
import { missingGo } from './go.ts';
import { copyFromImage, missingDocker } from './image-copy.ts';
import type { Release, ReleaseName, ServerName } from './versions.ts';

export type Found = { readonly path: string; readonly origin: string };
export type Missing = { readonly missing: string };

const pathVariable = (server: ServerName): string => `BINNACLE_${server.toUpperCase().replaceAll('-', '_')}`;

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

/**
 * Takes a server from its environment variable, the cache, a build or its container image, in this order; an optional one
 * also from the PATH, before a build, which has to be asked for.
 */
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
  const { version, isOptional }: Release = build.release;
  if (isOptional) {
    const onPath = await findCommand(server);
    if (onPath !== undefined) return { path: onPath, origin: 'PATH' };
    if (!asksForOptional())
      return {
        missing: `${server} ${version} is optional and not there; ${OPTIONAL_VARIABLE}=1 builds it, ${variable} may name its path`,
      };
  }

  const reasons = options.retry ? undefined : await recentFailure(folder);
  const obtained = reasons ? { reasons, attempted: false } : await obtain(name, folder);
  if ('origin' in obtained) return { path, origin: obtained.origin };
  if (obtained.attempted) await rememberFailure(folder, obtained.reasons);
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
