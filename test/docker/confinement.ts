import { readFile } from 'node:fs/promises';
import type { DockerEngine } from '../backends/docker.ts';

/** What the kernel says about the first process of a container. */
export interface Confinement {
  readonly uid: string | undefined;
  readonly capabilities: string | undefined;
  readonly noNewPrivileges: string | undefined;
  /** Of its root file system. */
  readonly root: string | undefined;
}

/** `nobody`, without any capability, in a file system that cannot be written to. */
export const CONFINED: Confinement = {
  uid: '65534',
  capabilities: '0'.repeat(16),
  noNewPrivileges: '1',
  root: 'ro',
};

/** By the names of the containers. The engine has to run on this machine. */
export const confinements = (
  engine: DockerEngine,
  ids: readonly string[],
): Promise<readonly (readonly [string, Confinement])[]> =>
  Promise.all(
    ids.map(async (id) => {
      const printed = await engine.docker('inspect', '--format', '{{.Name}} {{.State.Pid}}', id);
      const [name = '', pid = ''] = printed.trim().split(' ');
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      const mounts = await readFile(`/proc/${pid}/mounts`, 'utf8');
      return [
        name,
        {
          uid: /^Uid:\t(\d+)/m.exec(status)?.[1],
          capabilities: /^CapEff:\t(\w+)/m.exec(status)?.[1],
          noNewPrivileges: /^NoNewPrivs:\t(\d)/m.exec(status)?.[1],
          root: /^\S+ \/ \S+ (\w+)/m.exec(mounts)?.[1],
        },
      ] as const;
    }),
  );
