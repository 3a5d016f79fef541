import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { requireServer } from '../../backends/find-server.ts';
import { freePort } from '../../backends/ports.ts';
import { waitFor } from '../../integration/wait-for.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { runFixture, startFixture } from '../run-fixture.ts';
import { startPostgres } from '../servers/start-postgres.ts';
import { startRedis } from '../servers/start-redis.ts';
import { type RelayCollector, startRelayCollector } from './relay-collector.ts';

const FIXTURE = 'stored-transactions.mjs';
const NAME = 'business.transaction.name';
const ENV = {
  OTEL_METRIC_EXPORT_INTERVAL: '60000',
  OTEL_BLRP_SCHEDULE_DELAY: '20',
  BUSINESS_TRANSACTION_CHECK_INTERVAL: '20',
};

const [redis, postgres, otelcol] = await Promise.all([
  startRedis(),
  startPostgres(),
  requireServer('otelcol'),
]);
afterAll(() => Promise.all([redis?.stop(), postgres?.stop()]));

/** Everything that a store has, as text. */
const contentOf = async (kind: string, port: number): Promise<string> => {
  if (kind === 'pg') {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'app', database: 'postgres' });
    await client.connect();
    const { rows } = await client.query('SELECT * FROM binnacle_transactions');
    await client.end();
    return JSON.stringify(rows);
  }
  const redis = new Redis(port, '127.0.0.1');
  const keys = await redis.keys('*');
  const all = await Promise.all(
    keys.map(async (key) => {
      const type = await redis.type(key);
      if (type === 'hash') return redis.hgetall(key);
      return type === 'list' ? redis.lrange(key, 0, -1) : redis.zrange(key, '0', '-1');
    }),
  );
  redis.disconnect();
  return JSON.stringify(all);
};

const CASES = [
  ...(redis ? [['ioredis', redis.port, otelcol] as const, ['redis', redis.port, undefined] as const] : []),
  ...(postgres ? [['pg', postgres.port, undefined] as const] : []),
];

const withServers = CASES.length > 0 ? describe.each(CASES) : describe.skip.each([['none', 0, undefined]]);

withServers('transactions in a store, by %s', (kind, port, collector) => {
  let receiver: OtlpReceiver;
  let relay: RelayCollector | undefined;
  let id: string;
  const options = (role: string, more: readonly string[] = [], env = {}) => ({
    endpoint: relay?.url ?? receiver.url,
    env: { ...ENV, ...env },
    args: [role, kind, String(port), ...more],
  });
  /** Of all processes what each has said last. */
  const sumOf = (metric: string, name: string, attributes = {}): number => {
    const points = receiver
      .metricPoints()
      .filter((point) => point.metric === metric && point.attributes[NAME] === name)
      .filter((point) => Object.entries(attributes).every(([key, value]) => point.attributes[key] === value));
    const last = new Map(
      points.map(({ since, attributes: by, value, count }) => [
        `${since} ${JSON.stringify(by)}`,
        value ?? count ?? 0,
      ]),
    );
    return [...last.values()].reduce((total, each) => total + each, 0);
  };
  const overdue = () =>
    receiver.logRecords().filter(({ eventName }) => eventName === 'business.transaction.overdue');

  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    if (collector) relay = await startRelayCollector(collector, receiver.url);
  }, 60_000);
  afterAll(async () => {
    await relay?.stop();
    await receiver?.close();
  });

  test('one process starts it', async () => {
    const ended = await runFixture(FIXTURE, options('start', [], { PERFORMANCE_SLA_MONITORING: 'false' }));
    expect(ended).toMatchObject({ code: 0, messages: [] });
    expect(ended.stdout).toMatch(/^kept true\nid [\da-f]{32}\n$/);
    id = ended.stdout.trim().split(' ').at(-1) ?? '';
  });

  test('and what the store has is redacted', async () => {
    const text = await contentOf(kind, port);
    expect(text).toContain('delivery');
    expect(text).not.toContain('jo@example.com');
  });

  test('another one, whose clock is hours ahead, ends it, once', async () => {
    const ended = await runFixture(FIXTURE, options('end', [id], { SKEW_MILLIS: '10800000' }));
    expect(ended).toMatchObject({ code: 0, messages: [] });
    expect(ended.stdout).toMatch(/^ended true,false\nagain undefined undefined\n$/);
    await waitFor(
      'the span',
      async () => receiver.spans().some(({ name }) => name === 'delivery') || undefined,
    );
    const spans = receiver.spans();
    const spanIdOf = (name: string) => spans.find((span) => span.name === name)?.spanId;
    const [delivery, ...others] = spans.filter(({ name }) => name === 'delivery');
    expect(others).toEqual([]);
    expect(delivery?.links).toEqual([spanIdOf('delivery packed'), spanIdOf('delivery shipped')]);
    expect(delivery?.attributes).toMatchObject({
      'business.transaction.id': id,
      'business.sla.threshold': 3_600,
      'business.transaction.slowest_step': 'packed',
      items: 2,
    });
    expect(sumOf('business.transactions', 'delivery')).toBe(1);
    expect(sumOf('business.transaction.duration', 'delivery')).toBe(1);
    // The clock of the store says that seconds have passed, not hours.
    expect(delivery?.attributes['business.sla.kept']).toBe(true);
    expect(sumOf('business.sla.violations', 'delivery')).toBe(0);
  });

  test('those that never end are found by one of several processes, while they are open', async () => {
    const watchers = [1, 2, 3].map(() => startFixture(FIXTURE, options('watch')));
    await Promise.all(watchers.map(({ line }) => line('ready')));
    await waitFor('five that are overdue', async () => overdue().length >= 5 || undefined);
    const ended = await Promise.all(watchers.map(({ stop }) => stop()));
    expect(ended).toMatchObject([1, 2, 3].map(() => ({ code: 0, messages: [] })));
    await waitFor('the violations', async () => sumOf('business.sla.violations', 'lost') >= 5 || undefined);
    expect(sumOf('business.sla.violations', 'lost', { 'business.sla.cause': 'timeout' })).toBe(5);
    expect(new Set(overdue().map(({ attributes }) => attributes['business.transaction.id'])).size).toBe(5);
    expect(overdue()).toHaveLength(5);
    expect(overdue()[0]?.body).toMatch(/^lost has not ended after \d+ s; the last step was sent to/);
  });

  test('one that a process has claimed and not sent is told by another one', async () => {
    const claimMillis = { CLAIM_MILLIS: '1000' };
    const ended = await runFixture(FIXTURE, options('lose', [], { PERFORMANCE_SLA_MONITORING: 'false' }));
    expect(ended).toMatchObject({ code: 0, messages: [] });
    // Nobody takes what it sends, and so it is killed before anybody has.
    const nobody = await startOtlpReceiver({ hangs: true });
    const doomed = startFixture(FIXTURE, { ...options('watch', [], claimMillis), endpoint: nobody.url });
    await doomed.line('ready');
    while (!nobody.raw().includes('forgotten')) await nobody.next();
    await doomed.kill('SIGKILL');
    const next = startFixture(FIXTURE, options('watch', [], claimMillis));
    const forgotten = () => overdue().filter(({ attributes }) => attributes[NAME] === 'forgotten');
    await waitFor('its record', async () => forgotten().length > 0 || undefined);
    expect(await next.stop()).toMatchObject({ code: 0, messages: [] });
    // It has said so to the store, and nobody tells it once more.
    const last = startFixture(FIXTURE, options('watch for a while', [], { CLAIM_MILLIS: '1' }));
    expect(await last.ended()).toMatchObject({ code: 0, messages: [] });
    await nobody.close();
    expect(forgotten()).toHaveLength(1);
    expect(sumOf('business.sla.violations', 'forgotten', { 'business.sla.cause': 'timeout' })).toBe(1);
  }, 60_000);

  test('what is kept and sent is redacted, and the store is not traced', () => {
    expect(receiver.raw()).not.toContain('jo@example.com');
    const names = new Set(receiver.spans().map(({ name }) => name));
    expect([...names].filter((name) => !/^(?:delivery|lost|forgotten)/.test(name))).toEqual([]);
  });
});

describe('a store that is away', () => {
  test.each(['ioredis', 'pg'])(
    '%s: the application goes on, and it is said once',
    async (kind) => {
      const receiver = await startOtlpReceiver();
      const ended = await runFixture(FIXTURE, {
        endpoint: receiver.url,
        env: { ...ENV, OTEL_TRACES_SAMPLER: 'always_off' },
        args: ['away', kind, String(await freePort())],
      });
      await receiver.close();
      expect(ended).toMatchObject({ code: 0, stdout: 'kept false\nended true\n' });
      expect(ended.messages).toHaveLength(1);
      expect(ended.messages[0]).toMatch(/keeps no business transactions now \(.+\)/);
      const points = receiver.metricPoints();
      const found = points.filter(({ metric }) =>
        /^business\.(?:transactions|sla\.violations)$/.test(metric),
      );
      expect(found.map(({ attributes, value }) => `${attributes[NAME]} ${value}`).sort()).toEqual([
        'late 1',
        'order 1',
      ]);
    },
    60_000,
  );
});
