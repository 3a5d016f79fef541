import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, type FixtureOptions, runFixture } from './run-fixture.ts';

/** Runs a fixture once for the tests of a block, and looks that it ends well and sends nothing personal. */
export const useFixture = (file: string, options: FixtureOptions = {}) => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    ended = await runFixture(file, { endpoint: receiver.url, ...options });
  }, 30_000);
  afterAll(() => receiver?.close());

  test('it ends well, and nothing personal is in what was sent', () => {
    expect(ended).toMatchObject({ code: 0, signal: null, messages: [] });
    expect(receiver.raw()).not.toMatch(/jo(?:@|%40|%2540)example|hunter2/);
  });
  return { receiver: () => receiver, ended: () => ended };
};
