import { requireServer } from '../../backends/find-server.ts';
import { startKafka } from '../../backends/start-kafka.ts';
import { missingRabbitMq, startRabbitMq } from '../../backends/start-rabbitmq.ts';
import { startFerretdb } from '../../node/servers/start-ferretdb.ts';
import { startRedis } from '../../node/servers/start-redis.ts';

/** What the service talks to, where it is there, as the service's environment. */
export interface Servers {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const startBroker = async () => {
  const missing = missingRabbitMq();
  if (missing) process.stderr.write(`${missing}\n`);
  return missing ? undefined : startRabbitMq();
};

const startLog = async () => {
  const binary = await requireServer('kafka');
  return binary ? startKafka(binary) : undefined;
};

export const startServers = async (): Promise<Servers> => {
  const all = [startRedis(), startFerretdb(), startBroker(), startLog()] as const;
  const started = await Promise.allSettled(all);
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((each) => each.status === 'fulfilled' && each.value?.stop()));
  };
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed) {
    await stop();
    throw (failed as PromiseRejectedResult).reason;
  }
  const [redis, mongo, rabbit, kafka] = await Promise.all(all);
  return {
    env: {
      ...(redis && { REDIS_URL: `redis://127.0.0.1:${redis.port}` }),
      ...(mongo && { MONGODB_URL: `mongodb://127.0.0.1:${mongo.port}/?directConnection=true` }),
      ...(rabbit && { AMQP_URL: rabbit.url }),
      ...(kafka && { KAFKA_BROKER: kafka.url }),
    },
    stop,
  };
};
