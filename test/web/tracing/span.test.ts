import { expect, test } from '@jest/globals';
import { noSpan } from '../../../src/web/tracing/span.ts';

test('what code gets while nothing is watched takes everything and records nothing', () => {
  const span = noSpan();
  span
    .setAttribute('a', 1)
    .setAttributes({ b: 2 })
    .addEvent('happened', { c: 3 })
    .addLink({ context: span.spanContext() })
    .setStatus({ code: 2 })
    .updateName('other');
  span.recordException(new Error('caught'));
  span.end();
  expect(span.isRecording()).toBe(false);
  expect(span.spanContext()).toEqual({ traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 });
});
