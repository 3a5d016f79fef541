import { afterAll, describe, expect, test } from '@jest/globals';
import { startFerretdb } from '../servers/start-ferretdb.ts';
import { useFixture } from '../use-fixture.ts';

const server = await startFerretdb();
afterAll(() => server?.stop());

(server ? describe : describe.skip)('what requests ask MongoDB by Mongoose', () => {
  const used = useFixture('data/mongoose-insight.mjs', {
    args: [String(server?.port)],
    // Whatever the machine, one of a hundred takes that long.
    env: { BINNACLE_SLOW_QUERY_THRESHOLD: '1' },
  });
  const findingsOf = (route: string) =>
    used
      .spans(`GET ${route}`)
      .flatMap(({ events }) => events.filter(({ name }) => name === 'binnacle.database.finding'))
      .map(({ attributes }) => attributes);

  test('a query for each item of a list', () => {
    expect(findingsOf('/loop')).toEqual([
      expect.objectContaining({
        'binnacle.finding': 'n_plus_one',
        'binnacle.finding.count': 100,
        'db.system.name': 'mongodb',
        'db.query.text': expect.stringMatching(/^\{"find":"\?","filter":\{"_id":"\?"\}/),
        'binnacle.finding.source': expect.stringMatching(/^find orders /),
      }),
    ]);
  });

  test('slow ones are told by what is done with which collection', () => {
    const kinds = used
      .receiver()
      .logRecords()
      .filter(({ eventName }) => eventName === 'binnacle.database.slow_query')
      .map(({ attributes }) => attributes['db.query.summary']);
    expect(kinds).toEqual(expect.arrayContaining(['find users', 'insert orders']));
    expect(kinds).not.toContain('find');
  });

  test.each(['/at-once', '/pages'])('%s has none', (route) => {
    expect(findingsOf(route)).toEqual([]);
  });
});
