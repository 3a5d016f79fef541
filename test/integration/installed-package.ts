import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder, fillOnce } from '../backends/cache.ts';
import { run } from '../backends/run.ts';

const root = join(import.meta.dirname, '../..');
const LIBRARIES = [
  '@datadog/pprof',
  'amqplib',
  'express',
  'fastify',
  'graphql',
  'kafkajs',
  'mongodb',
  'pg',
  'pino',
  'redis',
  'undici',
];
const KEPT_MILLIS = 24 * 3_600_000;

interface LockEntry {
  dev?: boolean;
  devOptional?: boolean;
}

const readJson = async (name: string) => JSON.parse(await readFile(join(root, name), 'utf8'));

/** The package as it would be published; the build is done, and its own step. */
const pack = async (directory: string): Promise<string> => {
  await stat(join(root, 'dist/cli/main.js')).catch(() => {
    throw new Error('the package is not built: npm run build');
  });
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', directory];
  const [packed] = JSON.parse(await run('npm', args, { cwd: root }));
  return packed.filename;
};

/** A user's project. Its lock file has the versions of this repository's, so that npm finds all in its cache. */
const writeProject = async (directory: string, tarball: string): Promise<void> => {
  const { devDependencies, dependencies: own } = await readJson('package.json');
  const lock = await readJson('package-lock.json');
  const dependencies = {
    ...Object.fromEntries(LIBRARIES.map((name) => [name, devDependencies[name]])),
    binnacle: `file:${tarball}`,
  };
  const packages: Record<string, LockEntry & Record<string, unknown>> = lock.packages;
  for (const entry of Object.values(packages)) {
    delete entry.dev;
    delete entry.devOptional;
  }
  packages[''] = { name: 'shop', dependencies };
  packages['node_modules/binnacle'] = { resolved: `file:${tarball}`, dependencies: own };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await writeFile(join(directory, 'package-lock.json'), JSON.stringify({ ...lock, name: 'shop' }));
};

const install = async (directory: string, tarball: string): Promise<void> => {
  await writeProject(directory, tarball);
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', args, { cwd: directory });
  await cp(join(root, 'examples'), join(directory, 'examples'), { recursive: true });
};

const hashOf = async (files: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(basename(file)).update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
};

const exampleFiles = async (): Promise<string[]> => {
  const entries = await readdir(join(root, 'examples'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

const removeOld = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > KEPT_MILLIS) await rm(path, { recursive: true, force: true });
  }
};

/**
 * The folder of a project that has this package, packed and installed, and the examples. Test files that run at
 * the same time share it.
 */
export const installedPackage = async (): Promise<string> => {
  const parent = join(cacheFolder(), 'installed');
  await mkdir(parent, { recursive: true });
  await removeOld(parent);
  const packed = join(parent, `pack-${process.pid}`);
  await mkdir(packed, { recursive: true });
  try {
    const tarball = await pack(packed);
    const inputs = [join(packed, tarball), join(root, 'package-lock.json'), ...(await exampleFiles())];
    const folder = join(parent, await hashOf(inputs));
    await fillOnce(folder, [], async ({ bin }) => {
      await cp(join(packed, tarball), join(bin, tarball));
      await install(bin, tarball);
    });
    return folder;
  } finally {
    await rm(packed, { recursive: true, force: true });
  }
};
