import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
});
afterEach(() => receiver.close());

const TRACE_ID = '463ac35c9f6413ad48485a3953bb6124';
const SPAN_ID = 'a2fb4a1d1a96d312';
const ROOT = `Root=1-${TRACE_ID.slice(0, 8)}-${TRACE_ID.slice(8)}`;

test.each<[propagators: string, headers: Record<string, string>]>([
  ['b3', { b3: `${TRACE_ID}-${SPAN_ID}-1` }],
  ['b3', { 'X-B3-TraceId': TRACE_ID, 'X-B3-SpanId': SPAN_ID, 'X-B3-Sampled': '1' }],
  ['tracecontext,b3multi', { b3: `${TRACE_ID}-${SPAN_ID}-1` }],
  ['jaeger', { 'uber-trace-id': `${TRACE_ID}:${SPAN_ID}:0:1` }],
  ['xray', { 'X-Amzn-Trace-Id': `${ROOT};Parent=${SPAN_ID};Sampled=1` }],
  ['tracecontext,b3', { traceparent: `00-${TRACE_ID}-${SPAN_ID}-01`, b3: 'nonsense' }],
])(
  'OTEL_PROPAGATORS=%s goes on with the trace of %j',
  async (propagators, headers) => {
    const program = startFixture('plain-http.mjs', {
      endpoint: receiver.url,
      env: { OTEL_PROPAGATORS: propagators },
    });
    await (await fetch(`http://127.0.0.1:${await program.line('ready')}/`, { headers })).arrayBuffer();
    expect(await program.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(receiver.spans()).toMatchObject([{ traceId: TRACE_ID, parentSpanId: SPAN_ID }]);
  },
  30_000,
);
