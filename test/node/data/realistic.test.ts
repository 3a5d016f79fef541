import { afterAll, describe, expect, test } from '@jest/globals';
import { startMariadb } from '../servers/start-mariadb.ts';
import { startPostgres } from '../servers/start-postgres.ts';
import { startRedis } from '../servers/start-redis.ts';
import { useFixture } from '../use-fixture.ts';

const servers = await Promise.all([startPostgres(), startMariadb(), startRedis()]);
afterAll(() => Promise.all(servers.map((server) => server?.stop())));
const withServers = servers.every((server) => server !== undefined) ? describe : describe.skip;

withServers('what sound services do', () => {
  const used = useFixture('data/realistic.mjs', { args: servers.map((server) => String(server?.port)) });

  test('has no finding', () => {
    const requests = used
      .receiver()
      .spans()
      .filter(({ kind }) => kind === 'server');
    const routes = requests.filter(({ name }) => /^GET \/[a-z-]+$/.test(name));
    expect(new Set(routes.map(({ name }) => name)).size).toBeGreaterThanOrEqual(15);
    expect(
      requests.flatMap(({ name, events }) =>
        events.map(({ name: event, attributes }) => [name, event, attributes]),
      ),
    ).toEqual([]);
  });
});
