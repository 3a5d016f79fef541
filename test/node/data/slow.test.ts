import { afterAll, describe, expect, test } from '@jest/globals';
import { startPostgres } from '../servers/start-postgres.ts';
import { useFixture } from '../use-fixture.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const withPostgres = server ? describe : describe.skip;
const SLOW = 'binnacle.database.slow_query';
const PLAN = 'binnacle.database.plan';
const args = [String(server?.port)];

withPostgres('slow queries', () => {
  const used = useFixture('data/slow.mjs', { args, env: { BINNACLE_SLOW_QUERY_THRESHOLD: '150' } });
  const records = () =>
    used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === SLOW);

  test('the first of a kind is a record, with the place and without values', () => {
    const slow = records().find(({ attributes }) => attributes['http.route'] === '/slow');
    expect(slow).toMatchObject({
      severityText: 'WARN',
      body: expect.stringMatching(/^"SELECT slow_orders" took \d+ ms, asked at data\/slow\.mjs:\d+$/),
      attributes: {
        'db.system.name': 'postgresql',
        'db.query.summary': 'SELECT slow_orders',
        'db.query.text': 'SELECT id, pg_sleep(?) FROM slow_orders WHERE customer = $? AND owner = $?',
        'db.response.returned_rows': 5,
        'http.route': '/slow',
        'binnacle.slow_query.limit': 0.15,
        'binnacle.slow_query.reason': 'threshold',
        'binnacle.slow_query.parameter_types': ['integer', 'string'],
      },
    });
    expect(slow?.attributes['binnacle.slow_query.duration']).toBeGreaterThanOrEqual(0.15);
    const span = used.span('GET /slow');
    expect(slow?.traceId).toBe(span.traceId);
  });

  test('others of the kind in the same minute are counted, exactly', () => {
    const kinds = records().map(({ attributes }) => attributes['db.query.summary']);
    expect(kinds).toEqual([...new Set(kinds)]);
    const counted = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.database.slow_queries')
      .map(({ attributes, value }) => [
        attributes['db.query.summary'],
        attributes['binnacle.slow_query.reason'],
        value,
      ]);
    expect(counted).toContainEqual(['SELECT slow_orders', 'threshold', 5]);
    expect(counted).toContainEqual(['SELECT slow_rates', 'unusual', 1]);
  });

  test('nobody is asked for a plan', () => {
    expect(used.receiver().raw()).not.toContain(PLAN);
  });
});

withPostgres('what is unusual', () => {
  const used = useFixture('data/slow.mjs', { args, env: { BINNACLE_SLOW_QUERY_THRESHOLD: '60000' } });

  test('is slow for one of its kind, and nothing else is', () => {
    const points = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.database.slow_queries')
      .map(({ attributes, value }) => [attributes['binnacle.slow_query.reason'], value]);
    expect(points).toEqual([['unusual', 1]]);
    const [record] = used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === SLOW);
    expect(record?.body).toMatch(/took \d+ ms, usually [\d.]+ ms, asked at data\/slow\.mjs:\d+$/);
  });
});

withPostgres('the plan of a slow query', () => {
  const used = useFixture('data/slow.mjs', {
    args,
    env: {
      BINNACLE_SLOW_QUERY_THRESHOLD: '150',
      BINNACLE_SLOW_QUERY_ADAPTIVE: 'false',
      BINNACLE_EXPLAIN_URLS: `postgresql://reader@127.0.0.1:${server?.port}/postgres`,
    },
  });

  test('is asked for once, without values, and says which index to try', () => {
    const plans = used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === PLAN);
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatchObject({
      severityText: 'WARN',
      attributes: {
        'binnacle.plan.findings': ['sequential_scan'],
        'binnacle.plan': expect.stringMatching(
          /^Seq Scan on public\.slow_orders slow_orders rows=\d+ filter: /,
        ),
      },
    });
    expect(plans[0]?.body).toMatch(/CREATE INDEX CONCURRENTLY ON public\.slow_orders \(customer\)$/);
    expect(plans[0]?.traceId).toBe(used.span('GET /slow').traceId);
  });

  test('makes no spans and no measurements of its own', () => {
    expect(used.receiver().raw()).not.toContain('binnacle_explain');
    expect(
      used
        .receiver()
        .spans()
        .filter(({ name }) => /EXPLAIN|PREPARE/.test(name)),
    ).toEqual([]);
  });

  test('is counted by its faults', () => {
    const points = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.database.plan_findings');
    expect(points.map(({ attributes, value }) => [attributes['binnacle.finding'], value])).toEqual([
      ['sequential_scan', 1],
    ]);
  });
});
