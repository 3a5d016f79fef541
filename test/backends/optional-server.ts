import { asksForOptional } from './asks-for-optional.ts';
import { findServer } from './find-server.ts';
import type { OptionalServerName } from './versions.ts';

/**
 * The path of a server that no ordinary run builds: by its environment variable, from the cache, on the PATH, or built
 * where BINNACLE_OPTIONAL_SERVERS asks for it. Without one a test skips with this one line, in CI too; where it was asked
 * for, CI fails as for any other server.
 */
export const optionalServer = async (server: OptionalServerName): Promise<string | undefined> => {
  const found = await findServer(server);
  if ('path' in found) return found.path;
  if (asksForOptional() && process.env.CI && process.env.CI !== 'false') throw new Error(found.missing);
  process.stderr.write(`skipped: ${found.missing}\n`);
  return undefined;
};
