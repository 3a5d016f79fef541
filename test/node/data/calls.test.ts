import { afterAll, describe, expect, test } from '@jest/globals';
import { startPostgres } from '../servers/start-postgres.ts';
import { useFixture } from '../use-fixture.ts';

const server = await startPostgres();
afterAll(() => server?.stop());
const withPostgres = server ? describe : describe.skip;
const FINDING = 'binnacle.database.finding';

withPostgres('what requests ask other services and read of a database', () => {
  const used = useFixture('data/calls.mjs', { args: [String(server?.port)] });
  const findingsOf = (route: string) =>
    used
      .spans(`GET ${route}`)
      .flatMap(({ events }) =>
        events.filter(({ name }) => name === FINDING).map(({ attributes }) => attributes),
      );

  test.each([
    ['/all', 'missing_limit', 1, 'SELECT called_items'],
    ['/chatty', 'chatty_calls', 10, 'GET 127.0.0.1'],
    ['/chatty-http', 'chatty_calls', 10, 'GET 127.0.0.1'],
    ['/serial', 'serial_calls', 3, 'GET 127.0.0.1'],
    ['/inside', 'transaction_over_call', 1, 'GET 127.0.0.1'],
  ])('%s: %s', (route, kind, count, summary) => {
    expect(findingsOf(route)).toMatchObject([
      {
        'binnacle.finding': kind,
        'binnacle.finding.count': count,
        'db.query.summary': expect.stringContaining(summary),
      },
    ]);
  });

  test.each(['/some', '/fan-out', '/together', '/after'])('%s has none', (route) => {
    expect(findingsOf(route)).toEqual([]);
  });

  test('tells the place and what mends it, and no part of a URL that may be private', () => {
    const lines = used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === FINDING);
    const serial = lines.find(({ attributes }) => attributes['binnacle.finding'] === 'serial_calls');
    expect(serial?.body).toMatch(
      /^GET \/serial: calls of other services .*, 3 times "GET 127\.0\.0\.1.*" in \d+ ms at data\/calls\.mjs:\d+\. None of them needs the answer/,
    );
    expect(JSON.stringify(lines)).not.toMatch(/hunter2|example/);
  });
});
