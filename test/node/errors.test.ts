import { describe, expect, test } from '@jest/globals';
import { useFixture } from './use-fixture.ts';

const FINGERPRINT = 'binnacle.error.fingerprint';
const ENV = { OTEL_METRIC_EXPORT_INTERVAL: '60000', BINNACLE_REDACTION_HASH_KEY: 'a key of one’s own' };

/** How often each group was counted, by class and route. */
const countsOf = (
  receiver: ReturnType<typeof useFixture>['receiver'],
): Readonly<Record<string, number | undefined>> =>
  Object.fromEntries(
    receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.errors')
      .map(({ attributes, value }) => [
        `${attributes['error.type']} ${attributes['binnacle.error.category']} ${attributes['http.route'] ?? '-'}`,
        value,
      ]),
  );

const exceptionsOf = ({ receiver }: ReturnType<typeof useFixture>) =>
  receiver()
    .logRecords()
    .filter(({ eventName }) => eventName === 'exception');

describe('errors of a service', () => {
  const used = useFixture('errors.cjs', { env: ENV });

  test('are counted by group, where they are the service’s', () => {
    expect(countsOf(used.receiver)).toEqual({
      'StockError unknown /orders/:id': 3,
      'TypeError programming /broken': 1,
    });
  });

  test('have a record each, with the endpoint, the place and the user', () => {
    const records = exceptionsOf(used).map(({ attributes }) => attributes);
    expect(records).toHaveLength(4);
    expect(records[0]).toMatchObject({
      'exception.type': 'StockError',
      'http.route': '/orders/:id',
      'http.request.method': 'GET',
      'binnacle.error.place': 'reserve (fixtures/errors.cjs)',
      'binnacle.error.count': 1,
    });
    expect(records[0]).not.toHaveProperty('user.id');
    expect(new Set(records.map((each) => each['user.hash'])).size).toBe(3);
    expect(records[0]?.['user.hash']).toMatch(/^[\da-f]{32}$/);
    expect(new Set(records.slice(0, 3).map((each) => each[FINGERPRINT])).size).toBe(1);
    expect(records[3]?.[FINGERPRINT]).not.toBe(records[0]?.[FINGERPRINT]);
  });

  test('are told on the span with their group', () => {
    const [first] = exceptionsOf(used);
    const events = used.spans('GET /orders/:id')[0]?.events ?? [];
    expect(events[0]?.attributes[FINGERPRINT]).toBe(first?.attributes[FINGERPRINT]);
  });

  test('have a time and users', () => {
    const points = used.receiver().metricPoints();
    const users = points.filter(({ metric }) => metric === 'binnacle.error.users').map(({ value }) => value);
    expect(users.toSorted()).toEqual([1, 2]);
    const seen = points.filter(({ metric }) => metric.endsWith('_seen'));
    expect(seen).toHaveLength(4);
    for (const { value } of seen) expect(Math.abs(Number(value) - Date.now() / 1_000)).toBeLessThan(600);
  });
});

describe('errors that are not sampled', () => {
  const used = useFixture('errors.cjs', { env: { ...ENV, OTEL_TRACES_SAMPLER: 'always_off' }, args: ['15'] });

  test('are counted exactly', () => {
    expect(countsOf(used.receiver)['StockError unknown /orders/:id']).toBe(15);
  });

  test('are no flood of records', () => {
    const records = exceptionsOf(used).filter(
      ({ attributes }) => attributes['exception.type'] === 'StockError',
    );
    expect(records.length).toBeGreaterThanOrEqual(10);
    expect(records.length).toBeLessThan(15);
  });
});

describe('the error that ends a program', () => {
  const used = useFixture('errors.cjs', { env: ENV, args: ['1', 'crash'] }, 1);

  test('is of the same group in another place of the program, and counted as what it is', () => {
    const records = exceptionsOf(used).filter(
      ({ attributes }) => attributes['exception.type'] === 'StockError',
    );
    expect(records).toHaveLength(2);
    const points = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.errors');
    expect(points.map(({ attributes }) => attributes['binnacle.error.handled'])).toContain(false);
  });
});

describe('with a limit of groups', () => {
  const used = useFixture(
    'errors.cjs',
    {
      env: { ...ENV, BINNACLE_MAX_ERROR_GROUPS: '1' },
    },
    0,
    [expect.stringContaining('more than 1 groups of errors')],
  );

  test('the rest is counted together', () => {
    const prints = used
      .receiver()
      .metricPoints()
      .filter(({ metric }) => metric === 'binnacle.errors')
      .map(({ attributes }) => attributes[FINGERPRINT]);
    expect(prints).toContain('other');
    expect(prints).toHaveLength(2);
  });

  test('how much that is can be seen', () => {
    const points = used.receiver().metricPoints();
    expect(points.filter(({ metric }) => metric === 'binnacle.error.groups.left_out')).toEqual([
      expect.objectContaining({ value: 1 }),
    ]);
  });

  test('records and spans know their group all the same', () => {
    const last = exceptionsOf(used).at(-1)?.attributes;
    expect(last).toMatchObject({ 'exception.type': 'TypeError', 'binnacle.error.category': 'programming' });
    expect(last?.[FINGERPRINT]).toMatch(/^[\da-f]{16}$/);
    const [event] = used.spans('GET /broken')[0]?.events ?? [];
    expect(event?.attributes[FINGERPRINT]).toBe(last?.[FINGERPRINT]);
  });
});

describe('switched off', () => {
  const used = useFixture('errors.cjs', { env: { ...ENV, BINNACLE_ERRORS: 'false' } });

  test('nothing is counted and no record written', () => {
    expect(countsOf(used.receiver)).toEqual({});
    expect(exceptionsOf(used)).toEqual([]);
    expect(used.spans('GET /orders/:id')[0]?.events).toHaveLength(1);
  });
});
