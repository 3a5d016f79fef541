import { describe, expect, test } from '@jest/globals';
import { requireServer } from '../../backends/find-server.ts';
import { checkRandomRoutings } from './check-routings.ts';
import { compareWithAmtool } from './differential.ts';

const amtool = await requireServer('amtool');
const withAmtool = amtool ? describe : describe.skip;

// `node bench/routing.ts` does the same with a thousand.
withAmtool('amtool', () => {
  test('sends alerts through random trees to the same receivers as route-test', async () => {
    const { alerts, routed, differences } = await compareWithAmtool(amtool ?? '', {
      seed: 7_000,
      trees: 25,
      alertsPerTree: 4,
    });
    expect(differences).toEqual([]);
    expect(routed).toBeGreaterThan(alerts / 3);
  }, 60_000);

  test('accepts what is written for random files routing.yaml', async () => {
    expect(await checkRandomRoutings(amtool ?? '', { seed: 7_000, count: 100 })).toEqual([]);
  }, 60_000);
});
