import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readContainerId } from '../../../src/node/detect/container-id.ts';

const ID = '3f8d1a0c'.repeat(8);
const OTHER = 'ab12cd34'.repeat(8);
const TASK = `${'0f1e2d3c'.repeat(4)}-1234567890`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'binnacle-proc-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MOUNT = (source: string) =>
  `985 961 0:23 / /sys ro - sysfs sysfs ro\n990 961 254:1 ${source} /etc/hostname rw,relatime - ext4 /dev/vda1 rw\n`;

describe('readContainerId', () => {
  test.each([
    ['Docker', `12:memory:/docker/${ID}\n0::/system.slice\n`, '', ID],
    ['Docker with systemd', `0::/system.slice/docker-${ID}.scope\n`, '', ID],
    ['Kubernetes', `11:cpu:/kubepods/burstable/pod6c1f/${ID}\n`, '', ID],
    ['containerd', `0::/kubepods.slice/kubepods-pod6c1f.slice/cri-containerd-${ID}.scope\n`, '', ID],
    ['Fargate', `9:perf_event:/ecs/${TASK.slice(0, 32)}/${TASK}\n`, '', TASK],
    ['version 2, Docker', '0::/\n', MOUNT(`/var/lib/docker/containers/${ID}/hostname`), ID],
    [
      'version 2, Podman',
      '0::/\n',
      MOUNT(`/containers/storage/overlay-containers/${ID}/userdata/hostname`),
      ID,
    ],
    ['both', `0::/docker/${ID}\n`, MOUNT(`/var/lib/docker/containers/${OTHER}/hostname`), ID],
    ['no container', '0::/user.slice/user-1000.slice/session-2.scope\n', MOUNT('/etc/hostname'), undefined],
    ['an id that is none', '0::/docker/3f8d1a0c\n', MOUNT('/lib/containers/3f8d/hostname'), undefined],
  ])('%s', (_name, cgroup, mounts, id) => {
    writeFileSync(join(folder, 'cgroup'), cgroup);
    writeFileSync(join(folder, 'mountinfo'), mounts);
    expect(readContainerId(folder)).toBe(id);
  });

  test('nothing where the system has no such files', () => expect(readContainerId(folder)).toBeUndefined());
});
