import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Span } from './otlp-json.ts';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { type Ended, type FixtureOptions, runFixture } from './run-fixture.ts';

export interface Used {
  receiver(): OtlpReceiver;
  ended(): Ended;
  /** The spans of one name, in the order of their start. */
  spans(name: string): readonly Span[];
  /** The only span of this name. */
  span(name: string): Span;
}

type Options = FixtureOptions | (() => FixtureOptions | Promise<FixtureOptions>);

/** What fixtures use as personal data and as secrets, and a little around it. */
const PRIVATE = /.{0,80}(?:jo(?:@|%40|%2540)example|hunter2).{0,20}/gi;

/**
 * Runs a fixture once for the tests of a block; it must end well and send nothing private.
 *
 * @param messages what Binnacle is to say
 */
export const useFixture = (
  file: string,
  given: Options = {},
  code: number | null = 0,
  messages: readonly unknown[] = [],
): Used => {
  let receiver: OtlpReceiver;
  let ended: Ended;
  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    const options = typeof given === 'function' ? await given() : given;
    ended = await runFixture(file, { endpoint: receiver.url, ...options });
  }, 60_000);
  afterAll(() => receiver?.close());

  test('it ends as it does without Binnacle, which says nothing needless and sends nothing private', () => {
    expect(ended).toMatchObject({ code, messages });
    expect(receiver.requests.length).toBeGreaterThan(0);
    expect(receiver.raw().match(PRIVATE) ?? []).toEqual([]);
  });

  const spans = (name: string): readonly Span[] => receiver.spans().filter((each) => each.name === name);
  return {
    receiver: () => receiver,
    ended: () => ended,
    spans,
    span: (name) => {
      const found = spans(name);
      if (found.length !== 1)
        throw new Error(
          `${found.length} spans are named "${name}"; there are: ${receiver
            .spans()
            .map((each) => each.name)
            .join(', ')}`,
        );
      return found[0] as Span;
    },
  };
};
