import { requireServer } from '../../backends/find-server.ts';
import { startKafka } from '../../backends/start-kafka.ts';
import { requireRabbitMq, startRabbitMq } from '../../backends/start-rabbitmq.ts';
import { requireCommand } from '../../node/servers/find-command.ts';
import { startFerretdb } from '../../node/servers/start-ferretdb.ts';
import { startRedis } from '../../node/servers/start-redis.ts';

/** The variables by which the service is told of what it talks to. */
export type ServerVariable = 'REDIS_URL' | 'MONGODB_URL' | 'AMQP_URL' | 'KAFKA_BROKER';

interface Started {
  readonly url: string;
  stop(): Promise<unknown>;
}

/** How each is started, where it is there. */
export type FoundServers = Readonly<Partial<Record<ServerVariable, () => Promise<Started>>>>;

const localUrl = async (
  starting: Promise<{ readonly port: number; stop(): Promise<unknown> } | undefined>,
  urlOf: (port: number) => string,
): Promise<Started> => {
  const server = await starting;
  if (!server) throw new Error('a server that was there is there no more');
  return { url: urlOf(server.port), stop: () => server.stop() };
};

/** What is there. Of what is not a line says so, its tests are skipped, and in CI this throws. */
export const findServers = async (): Promise<FoundServers> => {
  const redis = await requireCommand('redis-server', 'valkey-server');
  const mongo = await requireServer('ferretdb');
  const kafka = await requireServer('kafka');
  return {
    ...(redis && {
      REDIS_URL: () => localUrl(startRedis(), (port) => `redis://127.0.0.1:${port}`),
    }),
    ...(mongo && {
      MONGODB_URL: () =>
        localUrl(startFerretdb(), (port) => `mongodb://127.0.0.1:${port}/?directConnection=true`),
    }),
    ...(requireRabbitMq() && { AMQP_URL: startRabbitMq }),
    ...(kafka && { KAFKA_BROKER: () => startKafka(kafka) }),
  };
};

/** What the service talks to, as the service's environment. */
export interface Servers {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export const startServers = async (found: FoundServers): Promise<Servers> => {
  const starting = Object.entries(found).map(async ([variable, start]) => [variable, await start()] as const);
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(([, server]) => server.stop()));
  };
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) {
    await stop();
    throw (failed as PromiseRejectedResult).reason;
  }
  return { env: Object.fromEntries(started.map(([variable, { url }]) => [variable, url])), stop };
};
