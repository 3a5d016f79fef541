import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { acquireLock } from './lock.ts';
import { lastLines, run, succeeds } from './run.ts';
import { startServer } from './start.ts';

const ANSWER_MILLIS = 10_000;
const BRIDGE = 'docker0';

export interface DockerEngine {
  /** Environment for `docker` and `docker-compose`. */
  readonly env: Readonly<Record<string, string>>;
  /** True where the engine lives for these tests alone, with no image in it. */
  readonly temporary: boolean;
  docker(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

const docker =
  (env: Readonly<Record<string, string>>) =>
  (...args: string[]): Promise<string> =>
    run('docker', args, { env });

const engineAnswers = (env: Readonly<Record<string, string>>): Promise<boolean> =>
  succeeds('docker', ['info'], { env, timeoutMillis: ANSWER_MILLIS });

/** Why no engine may be started here, or nothing. */
const obstacle = async (): Promise<string | undefined> => {
  const { CI, BINNACLE_START_DOCKERD } = process.env;
  if (!(await succeeds('docker', ['--version']))) return 'no docker on PATH';
  const wanted = (CI && CI !== 'false') || BINNACLE_START_DOCKERD === '1';
  if (!wanted) return 'no Docker engine answers, and BINNACLE_START_DOCKERD is not 1';
  if (process.getuid?.() !== 0) return 'no Docker engine answers, and only root can start one';
  return (await succeeds('dockerd', ['--version']))
    ? undefined
    : 'no Docker engine answers, no dockerd on PATH';
};

const unmountBelow = async (folder: string): Promise<void> => {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  const points = mounts.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
  for (const point of points.filter((one) => one.startsWith(`${folder}/`)).reverse()) {
    await run('umount', ['--lazy', point]);
  }
};

const bridgeExists = (): Promise<boolean> => succeeds('ip', ['link', 'show', BRIDGE]);

/** Containers and networks go first: the daemon leaves its bridges behind, and waits long for containers. */
const removeEverything = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const command = docker(env);
  const containers = (await command('ps', '--all', '--quiet')).split('\n').filter(Boolean);
  if (containers.length > 0) await command('rm', '--force', '--volumes', ...containers);
  await command('network', 'prune', '--force');
};

/**
 * A daemon with all of its files in a temporary folder; its defaults (overlay2, iptables, docker-proxy)
 * work in a container or virtual machine whose root has all capabilities. What it does to the machine's firewall
 * (forwarding on, FORWARD policy DROP, its own chains) stays, as with any Docker daemon.
 */
const startDaemon = async (): Promise<DockerEngine> => {
  await mkdir(cacheFolder(), { recursive: true });
  // Two daemons would share one bridge and hand out the same addresses.
  const unlock = await acquireLock(join(cacheFolder(), 'dockerd.lock'));
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-docker-'));
  const hadBridge = await bridgeExists();
  const cleanUp = async (): Promise<void> => {
    await unmountBelow(folder);
    await rm(folder, { recursive: true, force: true });
    if (!hadBridge && (await bridgeExists())) await run('ip', ['link', 'delete', BRIDGE]);
    await unlock();
  };
  const host = `unix://${join(folder, 'docker.sock')}`;
  const env = { DOCKER_HOST: host };
  const daemon = await startServer({
    name: 'dockerd',
    command: 'dockerd',
    args: [
      `--data-root=${join(folder, 'data')}`,
      `--exec-root=${join(folder, 'exec')}`,
      `--pidfile=${join(folder, 'pid')}`,
      `--host=${host}`,
    ],
    ready: () => engineAnswers(env),
  }).catch(async (error: Error) => {
    await cleanUp();
    throw error;
  });
  const stop = async (): Promise<void> => {
    try {
      await removeEverything(env);
    } finally {
      await daemon.stop();
      await cleanUp();
    }
  };
  return { env, temporary: true, docker: docker(env), stop };
};

/** The engine of this machine, else one that this process starts; `stop` ends only the latter. */
export const dockerEngine = async (): Promise<DockerEngine | { readonly missing: string }> => {
  if (await engineAnswers({})) return { env: {}, temporary: false, docker: docker({}), stop: async () => {} };
  const reason = await obstacle();
  if (reason) return { missing: reason };
  try {
    return await startDaemon();
  } catch (error) {
    return { missing: lastLines((error as Error).message, 5) };
  }
};
