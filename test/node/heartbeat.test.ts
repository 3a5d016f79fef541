import { expect, test } from '@jest/globals';
import { useFixture } from './use-fixture.ts';

const used = useFixture('crashes.cjs', {
  env: { BINNACLE_HEARTBEAT: 'orders-service' },
});

test('a service says that it lives as a job does that calls the command', () => {
  const points = used
    .receiver()
    .metricPoints()
    .filter(({ metric }) => metric === 'heartbeat_success_time_seconds');
  expect(points.map(({ attributes }) => attributes)).toContainEqual({ heartbeat: 'orders-service' });
  expect(Math.abs(Number(points[0]?.value) - Date.now() / 1_000)).toBeLessThan(600);
});
