import { findServer } from './find-server.ts';
import { run } from './run.ts';
import {
  BLACKBOX_EXPORTER_IMAGE,
  NGINX_IMAGE,
  NODE_EXPORTER_IMAGE,
  NODE_IMAGE,
  RELEASES,
  type Release,
  type ServerName,
} from './versions.ts';

/** What a stand-in for a public image is made of. */
export interface ImageRecipe {
  readonly image: string;
  /** Path in the image to path on this machine. */
  readonly files: () => Promise<Readonly<Record<string, string>>>;
  readonly entrypoint: string;
  /** What the public image runs without arguments. */
  readonly command: readonly string[];
  readonly workdir?: string;
}

const serverFiles = async (release: Release): Promise<Record<string, string>> => {
  const files: Record<string, string> = {};
  for (const [name, { imagePath }] of Object.entries(release.commands)) {
    const found = await findServer(name as ServerName);
    if ('missing' in found) throw new Error(found.missing);
    if (imagePath !== undefined) files[imagePath] = found.path;
  }
  return files;
};

/** Debian links its programs to libc: the libraries that `ldd` names come along. */
const withLibraries = async (program: string, imagePath: string): Promise<Record<string, string>> => {
  const printed = await run('ldd', [program]);
  const libraries = printed.match(/\/\S+/g) ?? [];
  return { [imagePath]: program, ...Object.fromEntries(libraries.map((library) => [library, library])) };
};

/** The public image has them from busybox; compose uses them to give volumes away. */
const SHELL_COMMANDS = { sh: '/bin/sh', chown: '/bin/chown', chmod: '/bin/chmod', chattr: '/usr/bin/chattr' };

const shellFiles = async (): Promise<Record<string, string>> =>
  Object.assign(
    {},
    ...(await Promise.all(
      Object.entries(SHELL_COMMANDS).map(([name, path]) => withLibraries(path, `/bin/${name}`)),
    )),
  );

const { collector, prometheus, alertmanager, jaeger, loki } = RELEASES;

export const IMAGE_RECIPES: readonly ImageRecipe[] = [
  {
    image: collector.image,
    files: () => serverFiles(collector),
    entrypoint: '/otelcol-contrib',
    command: ['--config', '/etc/otelcol-contrib/config.yaml'],
  },
  {
    image: prometheus.image,
    files: async () => ({ ...(await serverFiles(prometheus)), ...(await shellFiles()) }),
    entrypoint: '/bin/prometheus',
    command: ['--config.file=/etc/prometheus/prometheus.yml', '--storage.tsdb.path=/prometheus'],
    workdir: '/prometheus',
  },
  {
    image: alertmanager.image,
    files: () => serverFiles(alertmanager),
    entrypoint: '/bin/alertmanager',
    command: ['--config.file=/etc/alertmanager/alertmanager.yml', '--storage.path=/alertmanager'],
    workdir: '/alertmanager',
  },
  {
    image: jaeger.image,
    files: () => serverFiles(jaeger),
    entrypoint: '/cmd/jaeger/jaeger-linux',
    command: [],
  },
  {
    image: loki.image,
    files: () => serverFiles(loki),
    entrypoint: '/usr/bin/loki',
    command: ['-config.file=/etc/loki/local-config.yaml'],
  },
  {
    image: NODE_EXPORTER_IMAGE,
    files: () => withLibraries('/usr/bin/prometheus-node-exporter', '/bin/node_exporter'),
    entrypoint: '/bin/node_exporter',
    command: [],
  },
  {
    image: NGINX_IMAGE,
    files: () => withLibraries('/usr/sbin/nginx', '/usr/sbin/nginx'),
    entrypoint: '/usr/sbin/nginx',
    command: [],
  },
  {
    image: BLACKBOX_EXPORTER_IMAGE,
    files: () => withLibraries('/usr/bin/prometheus-blackbox-exporter', '/bin/blackbox_exporter'),
    entrypoint: '/bin/blackbox_exporter',
    command: ['--config.file=/etc/blackbox_exporter/config.yml'],
  },
  {
    image: NODE_IMAGE,
    files: () => withLibraries(process.execPath, '/usr/local/bin/node'),
    entrypoint: '/usr/local/bin/node',
    command: [],
  },
];
