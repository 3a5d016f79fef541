import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { Assembled } from './assemble.ts';
import type { Surroundings } from './surroundings.ts';

type Tree = { [key: string]: unknown };

/** Takes ports that are free now. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
};

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LOCAL = /^(?:0\.0\.0\.0|localhost|127\.0\.0\.1|\[::1?\])?:(\d+)$/;

/** Where a component listens that says nothing of it, so that two Collectors can run at a time. */
const DEFAULTS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'receivers/otlp': [
    ['protocols.grpc', 'localhost:4317'],
    ['protocols.http', 'localhost:4318'],
  ],
  'receivers/statsd': [['', 'localhost:8125']],
  'extensions/health_check': [['', 'localhost:13133']],
  'extensions/zpages': [['', 'localhost:55679']],
  'extensions/pprof': [['', 'localhost:1777']],
};

const writeDefaults = (name: string, holder: Tree, id: string): void => {
  for (const [path, endpoint] of DEFAULTS[name] ?? []) {
    const keys = [id, ...(path === '' ? [] : path.split('.'))];
    let parent = holder;
    for (const key of keys.slice(0, -1)) {
      if (!isTree(parent[key])) return;
      parent = parent[key];
    }
    const last = keys.at(-1) as string;
    if (!(last in parent) || (parent[last] !== null && !isTree(parent[last]))) continue;
    const own = { ...(parent[last] as Tree | null) };
    if (own.endpoint === undefined) parent[last] = { ...own, endpoint };
  }
};

/** Ports become free ones, the same for the same, and what is sent goes to a closed one on this machine. */
export const relocate = (document: Assembled, ports: readonly number[]): Assembled => {
  const whole = structuredClone(document);
  const moved = new Map<string, number>();
  const move = (port: string): number => {
    if (port === '0' || Number(port) > 65_535) return Number(port);
    const found = moved.get(port) ?? (ports[moved.size] as number);
    moved.set(port, found);
    return found;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isTree(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const port = typeof inner === 'string' ? LOCAL.exec(inner)?.[1] : undefined;
        if (key === 'endpoint' && /^\/.*\.sock$/.test(String(inner))) return [key, `./${ports.at(-1)}.sock`];
        if (key === 'endpoint' && port !== undefined) return [key, `127.0.0.1:${move(port)}`];
        return [key, key === 'port' && inner === 8888 ? move('8888') : walk(inner)];
      }),
    );
  };
  for (const kind of ['receivers', 'extensions'] as const) {
    const section: Tree = whole[kind] ?? {};
    for (const id of Object.keys(section)) writeDefaults(`${kind}/${id.split('/')[0]}`, section, id);
    if (whole[kind]) whole[kind] = walk(section) as Tree;
  }
  for (const id of Object.keys(whole.exporters).filter((each) => /^prometheus(?:\/|$)/.test(each)))
    whole.exporters[id] = walk(whole.exporters[id]);
  whole.service.telemetry = walk(whole.service.telemetry);
  return whole;
};

const READY = 'Everything is ready';

/** A Collector that says little is taken to run where it did not end in this time. */
const QUIET_MILLIS = 15_000;
const SHOWN_LENGTH = 400;

/** Starts a Collector, and ends it when it runs: what it said where it did not start, else undefined. */
export const startRun = (
  collector: string,
  files: readonly string[],
  { folder, env }: Pick<Surroundings, 'folder' | 'env'>,
): Promise<string | undefined> =>
  new Promise((resolve) => {
    const child = spawn(
      collector,
      files.map((file) => `--config=${file}`),
      { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    let isRunning = false;
    const end = (): void => {
      isRunning = true;
      child.kill('SIGKILL');
    };
    const quiet = setTimeout(end, QUIET_MILLIS);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(READY)) end();
    });
    child.once('close', () => {
      clearTimeout(quiet);
      const error = /(?:Error: |panic: )[\s\S]*/.exec(said)?.[0] ?? said;
      resolve(isRunning ? undefined : error.replace(/\s+/g, ' ').slice(0, SHOWN_LENGTH) || 'ended');
    });
  });
