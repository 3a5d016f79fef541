import { afterAll, describe, expect, test } from '@jest/globals';
import { startPostgres } from '../servers/start-postgres.ts';
import { useFixture } from '../use-fixture.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const withPostgres = server ? describe : describe.skip;
const FINDING = 'binnacle.database.finding';

withPostgres('what requests ask a database', () => {
  const used = useFixture('data/insight.mjs', { args: [String(server?.port)] });
  const eventsOf = (route: string) =>
    used
      .spans(`GET ${route}`)
      .map(({ events }) => events.filter(({ name }) => name === FINDING).map(({ attributes }) => attributes));

  test('a query for each item of a list is an event, with the place and the list', () => {
    const [events] = eventsOf('/loop');
    expect(events).toHaveLength(1);
    expect(events?.[0]).toMatchObject({
      'binnacle.finding': 'n_plus_one',
      'binnacle.finding.count': 12,
      'db.system.name': 'postgresql',
      'db.query.text': 'SELECT name, pg_sleep(?) FROM insight_items WHERE id = $?',
      'binnacle.finding.source': 'SELECT id FROM insight_orders WHERE owner = $?',
      'binnacle.finding.place': expect.stringMatching(/^data\/insight\.mjs:\d+$/),
    });
    expect(events?.[0]?.['binnacle.finding.duration']).toBeGreaterThan(0.1);
  });

  test('a loop is found through a span around each item', () => {
    const parents = new Set(used.spans('SELECT insight_items').map(({ parentSpanId }) => parentSpanId));
    expect(parents.size).toBeGreaterThan(12);
    expect(eventsOf('/traced')[0]).toMatchObject([
      { 'binnacle.finding': 'n_plus_one', 'binnacle.finding.count': 12 },
    ]);
  });

  test.each([
    ['/one-key', 'n_plus_one'],
    ['/names', 'n_plus_one'],
    ['/together', 'parallel_queries'],
    ['/same', 'repeated_query'],
    ['/same-value', 'repeated_query'],
    ['/knex', 'n_plus_one'],
    ['/prisma', 'n_plus_one'],
  ])('%s has its own finding', (route, kind) => {
    expect(eventsOf(route).map((events) => events.map((each) => each['binnacle.finding']))).toEqual([[kind]]);
  });

  test.each([
    '/steps',
    '/batched',
    '/rests',
    '/polling',
    '/loop-of-four',
    '/same-four-times',
    '/nineteen-together',
    '/few-at-a-time',
    '/knex-at-once',
    '/prisma-at-once',
    '/prisma-pages',
  ])('%s has none', (route) => {
    expect(eventsOf(route)).toEqual([[]]);
  });

  test('each request counts, by endpoint and kind', () => {
    const points = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.database.findings');
    expect(
      points
        .map(({ attributes, value }) => [attributes['http.route'], attributes['binnacle.finding'], value])
        .sort(),
    ).toEqual([
      ['/knex', 'n_plus_one', 1],
      ['/loop', 'n_plus_one', 2],
      ['/names', 'n_plus_one', 1],
      ['/one-key', 'n_plus_one', 1],
      ['/prisma', 'n_plus_one', 1],
      ['/same', 'repeated_query', 1],
      ['/same-value', 'repeated_query', 1],
      ['/together', 'parallel_queries', 1],
      ['/traced', 'n_plus_one', 1],
    ]);
  });

  test('one line of the log says what mends it', () => {
    const lines = used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === FINDING)
      .map(({ body }) => String(body));
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(
      /^GET \/loop: one query for each item of a list, 12 times "SELECT insight_items" in \d+ ms at data\/insight\.mjs:\d+\. Ask for all items at once, with `= ANY\(\$1\)` or a join with the query of the list\.$/,
    );
  });

  test.each([
    ['/knex', 8, 'Knex: ask for all items at once with `whereIn`, or with `join` in the query of the list.'],
    ['/prisma', 12, 'Prisma: ask for it with `include` or `select` in the query of the list.'],
  ])('of %s in the words of its library', (route, count, fix) => {
    const lines = used
      .receiver()
      .logRecords()
      .map(({ body }) => String(body))
      .filter((body) => body.startsWith(`GET ${route}:`));
    expect(lines).toEqual([expect.stringContaining(`one query for each item of a list, ${count} times`)]);
    expect(lines[0]?.endsWith(fix)).toBe(true);
  });
});

withPostgres('where no trace is sampled', () => {
  const used = useFixture('data/insight.mjs', {
    args: [String(server?.port)],
    env: { OTEL_TRACES_SAMPLER: 'always_off' },
  });

  test('the same is found', () => {
    expect(used.receiver().spans()).toEqual([]);
    const points = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.database.findings');
    expect(
      points
        .map(
          ({ attributes, value }) => `${attributes['http.route']} ${attributes['binnacle.finding']} ${value}`,
        )
        .sort(),
    ).toEqual([
      '/knex n_plus_one 1',
      '/loop n_plus_one 2',
      '/names n_plus_one 1',
      '/one-key n_plus_one 1',
      '/prisma n_plus_one 1',
      '/same repeated_query 1',
      '/same-value repeated_query 1',
      '/together parallel_queries 1',
      '/traced n_plus_one 1',
    ]);
  });
});

withPostgres('switched off', () => {
  const used = useFixture('data/insight.mjs', {
    args: [String(server?.port)],
    env: { BINNACLE_DATABASE_INSIGHT: 'false' },
  });

  test('there are no findings', () => {
    expect(used.receiver().raw()).not.toContain('binnacle.finding');
  });
});
