import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from '../otlp-receiver.ts';
import { startSampledService } from './sampled-service.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const droppedReasons = () =>
  receiver
    .metricPoints()
    .filter(({ metric }) => metric === 'binnacle.spans.dropped')
    .map(({ attributes }) => attributes['binnacle.reason']);
const rootOf = (path: string) => receiver.spans().find(({ attributes }) => attributes['url.path'] === path);

test('APM_MAX_SPANS_PER_TRACE bounds a trace, and says what is missing in it', async () => {
  const service = await startSampledService(receiver, { APM_MAX_SPANS_PER_TRACE: '5' });
  await service.ask('/many/20');
  await service.ask('/many/3');
  const { messages } = await service.stop();
  expect(messages).toEqual([
    'binnacle: spans are left out: a trace has more than 5 here (APM_MAX_SPANS_PER_TRACE)',
  ]);
  const sizes = ['/many/20', '/many/3'].map(
    (path) => receiver.spans().filter(({ traceId }) => traceId === rootOf(path)?.traceId).length,
  );
  expect(sizes).toEqual([5, 4]);
  expect(rootOf('/many/20')?.attributes['binnacle.dropped_spans']).toBe(16);
  expect(rootOf('/many/3')?.attributes).not.toHaveProperty('binnacle.dropped_spans');
  expect(droppedReasons()).toEqual(['too many']);
}, 30_000);

test('APM_TRACE_TIMEOUT leaves out what starts too late', async () => {
  const service = await startSampledService(receiver, { APM_TRACE_TIMEOUT: '50' });
  await service.ask('/slow');
  const { messages } = await service.stop();
  expect(messages).toEqual(['binnacle: spans are left out: a trace is older than 50 ms (APM_TRACE_TIMEOUT)']);
  expect(receiver.spans().map(({ name }) => name)).toEqual(['GET /slow']);
  expect(rootOf('/slow')?.attributes['binnacle.dropped_spans']).toBe(1);
  expect(droppedReasons()).toEqual(['too old']);
}, 30_000);
