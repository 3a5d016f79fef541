import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accepts, freePorts } from './ports.ts';
import { run } from './run.ts';
import { type RunningServer, startServer } from './start.ts';

/** Debian's `rabbitmq-server` in /usr/sbin wants to become another user; this is what it starts. */
const PROGRAM = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** Whether there is a broker. Without one, a test skips with one line; in CI that is a failure. */
export const requireRabbitMq = (): boolean => {
  if (existsSync(PROGRAM)) return true;
  const missing = `no ${PROGRAM}; scripts/install-system-packages.sh installs it`;
  if (process.env.CI && process.env.CI !== 'false') throw new Error(missing);
  process.stderr.write(`skipped: ${missing}\n`);
  return false;
};

/** A broker of its own on loopback, with its files in a folder that goes when it stops; `url` is `amqp://…`. */
export const startRabbitMq = async (): Promise<RunningServer> => {
  const folder = await mkdtemp(join(tmpdir(), 'binnacle-rabbitmq-'));
  const [port = 0, distributionPort = 0, mapperPort = 0] = await freePorts(3);
  const config = join(folder, 'rabbitmq.conf');
  await writeFile(config, `listeners.tcp.1 = 127.0.0.1:${port}\nlog.console = true\nlog.file = false\n`);
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  // Erlang's port mapper outlives the broker that starts it; this one is nobody else's.
  const mapper = { ERL_EPMD_PORT: String(mapperPort), ERL_EPMD_ADDRESS: '127.0.0.1' };
  const remove = async (): Promise<void> => {
    await run('epmd', ['-kill'], { env: mapper }).catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const server = await startServer({
      name: 'RabbitMQ',
      command: PROGRAM,
      args: [],
      url: `amqp://guest:guest@127.0.0.1:${port}`,
      env: {
        HOME: folder,
        RABBITMQ_NODENAME: `binnacle${port}@localhost`,
        RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
        RABBITMQ_NODE_PORT: String(port),
        RABBITMQ_DIST_PORT: String(distributionPort),
        RABBITMQ_CONFIG_FILE: config,
        RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
        RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
        RABBITMQ_LOG_BASE: join(folder, 'log'),
        RABBITMQ_LOGS: '-',
        RABBITMQ_PID_FILE: join(folder, 'pid'),
        ...mapper,
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
      },
      ready: () => accepts(port),
      timeoutMillis: 60_000,
    });
    return { ...server, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
};
