import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { startFixture } from './run-fixture.ts';

let receiver: OtlpReceiver;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
});
afterAll(() => receiver?.close());

const HTML = 'text/html,application/xhtml+xml';

test.each<readonly [string, string, string | undefined, boolean]>([
  ['a page where it is asked for', HTML, 'true', true],
  ['data where it is asked for', 'application/json', 'true', false],
  ['a page where it is not', HTML, undefined, false],
])('the answer to a request for %s', async (_what, accept, setting, isTold) => {
  const program = startFixture('http-server.mjs', {
    endpoint: receiver.url,
    args: ['http'],
    env: { ...(setting && { BINNACLE_SERVER_TIMING: setting }) },
  });
  const url = `http://127.0.0.1:${await program.line('ready')}/ok`;
  const before = receiver.spans().length;
  const response = await fetch(url, { headers: { accept } });
  await response.text();
  await program.stop();
  const span = receiver.spans()[before];
  expect(response.headers.get('server-timing')).toBe(
    isTold ? `traceparent;desc="00-${span?.traceId}-${span?.spanId}-03"` : null,
  );
});
