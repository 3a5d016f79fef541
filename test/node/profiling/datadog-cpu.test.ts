import { expect, test } from '@jest/globals';
import { runFixture } from '../run-fixture.ts';

test('each profile has labels, and the context manager is wrapped for as long as one is taken', async () => {
  const { code, stdout, stderr } = await runFixture('labelled-windows.ts', {
    nodeOptions: [],
    maxLifeMillis: 30_000,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('Error') });
  expect(JSON.parse(stdout)).toEqual([
    { traces: ['1'.repeat(32)], isAsBefore: true, others: 0 },
    // What somebody else has put around it stays.
    { traces: ['2'.repeat(32)], isAsBefore: false, others: 1 },
    { traces: ['3'.repeat(32)], isAsBefore: false, others: 2 },
    { others: 3 },
  ]);
}, 40_000);
