import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { servedOf, startSampledService } from './sampled-service.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

/** So small that chance keeps none of a dull trace. */
const NOTHING_DULL = { BINNACLE_TAIL_SAMPLING: 'true', OTEL_TRACES_SAMPLER_ARG: '0.000000001' };

const statesOf = (path: string) =>
  receiver
    .spans()
    .filter(({ attributes }) => attributes['url.path'] === path)
    .map(({ traceState }) => traceState);

test('errors are kept and stand for themselves, and dull requests are not', async () => {
  const service = await startSampledService(receiver, {
    ...NOTHING_DULL,
    BINNACLE_TAIL_SLOWER_THAN: '60000',
  });
  for (let i = 0; i < 5; i++) await service.ask('/api/a');
  await service.ask('/fail');
  const { messages } = await service.stop();
  expect(messages).toEqual([]);
  expect(servedOf(receiver)).toEqual(['GET /fail']);
  expect(statesOf('/fail')).toEqual(['ot=th:0']);
}, 30_000);

test('slow requests are kept with everything in them', async () => {
  const service = await startSampledService(receiver, { ...NOTHING_DULL, BINNACLE_TAIL_SLOWER_THAN: '90' });
  await service.ask('/slow');
  await service.stop();
  expect(statesOf('/slow')).toEqual(['ot=th:0']);
  expect(receiver.spans().map(({ name }) => name)).toContain('after 100 ms');
}, 30_000);

test('the share of the preset is that of the dull ones', async () => {
  const service = await startSampledService(receiver, {
    BINNACLE_TAIL_SAMPLING: 'true',
    BINNACLE_SAMPLING: 'staging',
    BINNACLE_TAIL_SLOWER_THAN: '60000',
  });
  for (let i = 0; i < 40; i++) await service.ask('/api/a');
  await service.ask('/fail');
  await service.stop();
  const dull = statesOf('/api/a');
  expect(new Set(dull)).toEqual(new Set(['ot=th:8']));
  expect(dull.length).toBeLessThan(40);
  expect(statesOf('/fail')).toEqual(['ot=th:0']);
}, 30_000);

test('a rule of 0 holds, also for what fails', async () => {
  const service = await startSampledService(receiver, {
    BINNACLE_TAIL_SAMPLING: 'true',
    BINNACLE_SAMPLING_RULES: '/fail=0',
  });
  await service.ask('/fail');
  await service.ask('/api/a');
  await service.stop();
  expect(servedOf(receiver)).toEqual(['GET /api/a']);
}, 30_000);

test('what waits at the end of the process is decided', async () => {
  const service = await startSampledService(receiver, {
    ...NOTHING_DULL,
    BINNACLE_TAIL_SLOWER_THAN: '60000',
  });
  await service.ask('/open');
  await service.stop();
  expect(receiver.spans().map(({ name }) => name)).toEqual(['failed']);
}, 30_000);

test('what waits beyond the limit is decided early, counted and said once', async () => {
  const service = await startSampledService(receiver, { ...NOTHING_DULL, BINNACLE_TAIL_MAX_SPANS: '10' });
  await service.ask('/many/50');
  const { messages } = await service.stop();
  expect(messages).toEqual([
    expect.stringMatching(/^binnacle: spans are left out: more than 10 spans or 33554432 bytes wait/),
  ]);
  expect(receiver.metricPoints().filter(({ metric }) => metric === 'binnacle.spans.dropped')).toEqual([
    expect.objectContaining({ attributes: { 'binnacle.reason': 'full' } }),
  ]);
}, 30_000);
