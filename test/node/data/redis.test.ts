import { afterAll, describe, expect, test } from '@jest/globals';
import { startMemcached } from '../servers/start-memcached.ts';
import { startRedis } from '../servers/start-redis.ts';
import { durations, insideWork, leaks, observe } from './observe.ts';

const redis = await startRedis();
const memcached = await startMemcached();
afterAll(() => Promise.all([redis?.stop(), memcached?.stop()]));

const ONE_BY_ONE = ['SET', 'GET', 'INCR !ERR'];
const CASES: readonly (readonly [name: string, how: string, rest: readonly string[]])[] = [
  ['redis', 'import', ['MULTI SET', 'MULTI GET', 'HUNT !ERR']],
  ['redis', 'require', ['MULTI SET', 'MULTI GET', 'HUNT !ERR']],
  ['redis', 'oldest', ['MULTI', 'SET', 'GET', 'EXEC']],
  ['ioredis', 'import', ['MULTI', 'MULTI SET', 'MULTI GET', 'EXEC', 'PIPELINE SET', 'PIPELINE GET']],
  ['ioredis', 'require', ['MULTI', 'MULTI SET', 'MULTI GET', 'EXEC', 'PIPELINE SET', 'PIPELINE GET']],
  ['ioredis', 'oldest', ['MULTI', 'SET', 'GET', 'EXEC', 'SET', 'GET']],
];

(redis ? describe : describe.skip)('against Redis', () => {
  test.each(CASES)('%s, %s: one span and one measurement a command', async (name, how, rest) => {
    const observed = await observe('redis.mjs', { args: [name, how, String(redis?.port)] });
    expect(observed.ended.stdout).toMatch(/^value hunter2\n/);
    expect(observed.ended.messages).toEqual([]);
    const commands = [...ONE_BY_ONE, ...rest];
    expect(insideWork(observed)).toEqual(commands);
    const refused = durations(observed).filter((line) => line.startsWith('connect '));
    // What instruments the oldest knows no connections.
    expect(refused).toEqual(name === 'redis' && how !== 'oldest' ? ['connect !ECONNREFUSED: 1'] : []);
    const counted = durations(observed)
      .filter((line) => !refused.includes(line))
      .map((line) => Number(line.split(': ')[1]));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(commands.length);
    // What the client sends on its own is no span.
    const roots = observed.spans.filter(({ parentSpanId }) => parentSpanId === undefined);
    expect(roots.map((span) => span.name).filter((span) => span !== 'connect')).toEqual(['work']);
    expect(observed.spans.find((span) => span.name === 'SET')).toMatchObject({
      kind: 'client',
      attributes: {
        'db.system.name': 'redis',
        'db.operation.name': 'SET',
        'db.query.text': 'SET',
        'server.address': '127.0.0.1',
        'server.port': redis?.port,
      },
    });
    expect(leaks(observed)).toEqual([]);
  });

  test('a connection of redis that failed is a span', async () => {
    const { spans } = await observe('redis.mjs', { args: ['redis', 'import', String(redis?.port)] });
    expect(spans.filter(({ name }) => name === 'connect')).toMatchObject([
      { isError: true, attributes: { 'error.type': 'ECONNREFUSED', 'server.port': 1 } },
    ]);
  });
});

(memcached ? describe : describe.skip)('against Memcached', () => {
  test.each(['import', 'require'])('memcached, %s: never a key', async (how) => {
    const observed = await observe('memcached.mjs', { args: [how, String(memcached?.port)] });
    expect(observed.ended).toMatchObject({ stdout: 'value hunter2\n', messages: [] });
    expect(insideWork(observed)).toEqual(['set', 'get', 'incr !_OTHER']);
    expect(durations(observed)).toEqual(['get: 1', 'incr !_OTHER: 1', 'set: 1']);
    expect(observed.spans.find(({ name }) => name === 'get')?.attributes).toEqual({
      'db.system.name': 'memcached',
      'db.operation.name': 'get',
      'server.address': '127.0.0.1',
      'server.port': memcached?.port,
    });
    expect(leaks(observed)).toEqual([]);
  });
});
