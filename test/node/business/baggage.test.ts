import { describe, expect, test } from '@jest/globals';
import { useFixture } from '../use-fixture.ts';

interface Told {
  readonly path: string;
  readonly baggage?: string;
  readonly jaeger: Readonly<Record<string, string>>;
}

const ENV = { OTEL_METRIC_EXPORT_INTERVAL: '60000' };
const ID = expect.stringMatching(/^[\da-f]{32}$/);

/** The baggage header, taken apart. */
const entriesOf = ({ baggage = '' }: Told): Readonly<Record<string, string>> =>
  Object.fromEntries(
    baggage
      .split(',')
      .filter((entry) => entry !== '')
      .map((entry) => entry.split('=').map(decodeURIComponent) as [string, string]),
  );

describe.each(['tracecontext,baggage', 'jaeger,baggage'])(
  'what a called host hears, by %s',
  (propagators) => {
    const used = useFixture('business-baggage.mjs', { env: { ...ENV, OTEL_PROPAGATORS: propagators } });
    const told = (): readonly Told[] => JSON.parse(used.ended().stdout);
    const at = (path: string): Told => {
      const found = told().find((each) => each.path === path);
      if (!found) throw new Error(`nobody asked ${path}: ${used.ended().stdout}`);
      return found;
    };

    test.each(['/plain', '/step'])('name and id of a transaction, and no more: %s', (path) => {
      expect(entriesOf(at(path))).toEqual({
        'business.transaction.name': 'checkout',
        'business.transaction.id': ID,
      });
    });

    test.each(['/name', '/started'])('no name that is somebody: %s', (path) => {
      expect(entriesOf(at(path))).toEqual({ 'business.transaction.id': ID });
    });

    test('no id that is somebody, whoever sent it', () => {
      expect(entriesOf(at('/id'))).toEqual({ 'business.transaction.name': 'checkout', tenant: 'acme' });
    });

    test('nobody, in any header', () => {
      const heard = decodeURIComponent(used.ended().stdout);
      expect(heard.match(/.{0,60}(?:jo@|example|o-17|pay for).{0,20}/g) ?? []).toEqual([]);
      expect(told()).toHaveLength(5);
    });

    if (propagators.startsWith('jaeger'))
      test('its own headers carry the same', () => {
        expect(Object.keys(at('/plain').jaeger).length).toBe(2);
        expect(Object.keys(at('/name').jaeger).length).toBe(1);
      });
  },
);
