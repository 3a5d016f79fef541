import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The end of a control group's path, of version 1: `/docker/<id>`, `/kubepods/…/cri-containerd-<id>.scope`. On
 * Amazon's Fargate an id is a task's with a number.
 */
const IN_CGROUP = /(?:[/-]([0-9a-f]{64})(?:\.scope)?|\/([0-9a-f]{32}-\d+))$/m;

/** With version 2 there is no path; what is mounted from the container's own folder tells: `/docker/containers/<id>/hostname`. */
const IN_MOUNTS = /\/(?:overlay-)?containers\/([0-9a-f]{64})\/\S*hostname/;

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Undefined outside of a container, and where it does not say which one it is. */
export const readContainerId = (folder = '/proc/self'): string | undefined => {
  const [, id, taskId] = IN_CGROUP.exec(textOf(join(folder, 'cgroup'))) ?? [];
  return id ?? taskId ?? IN_MOUNTS.exec(textOf(join(folder, 'mountinfo')))?.[1];
};
