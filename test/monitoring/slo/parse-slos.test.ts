import { describe, expect, test } from '@jest/globals';
import { parseSlos } from '../../../src/monitoring/index.ts';

const VALID = `slos:
  - id: orders
    service: shop/orders
    owner: payments
    objective: 99.9
    window: 30d
    indicator:
      availability: {}
`;

const faultsOf = (text: string): string[] =>
  parseSlos(text).faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);

const withIndicator = (indicator: string): string => VALID.replace('availability: {}', indicator);

test('a file is read', () => {
  expect(parseSlos(VALID)).toEqual({
    faults: [],
    slos: [
      {
        id: 'orders',
        service: 'shop/orders',
        owner: 'payments',
        objective: 99.9,
        window: '30d',
        indicator: { kind: 'availability' },
      },
    ],
    ids: new Map([['orders', { line: 2, column: 9 }]]),
  });
});

test('a file without objectives is one from which all were removed', () => {
  expect(parseSlos('slos: []')).toEqual({ faults: [], slos: [], ids: new Map() });
});

test('JSON is read too', () => {
  const { slos } = parseSlos(
    JSON.stringify({
      slos: [{ ...parseSlos(VALID).slos?.[0], indicator: { latency: { threshold: '1s' } } }],
    }),
  );
  expect(slos?.[0]?.indicator).toEqual({ kind: 'latency', thresholdSeconds: 1 });
});

describe('indicators', () => {
  test.each([
    [
      'availability: { route: "/orders/{id}", method: GET }',
      { kind: 'availability', route: '/orders/{id}', method: 'GET' },
    ],
    ['latency: { threshold: 250ms }', { kind: 'latency', thresholdSeconds: 0.25 }],
    ['latency: { threshold: 2.5s, route: /a }', { kind: 'latency', thresholdSeconds: 2.5, route: '/a' }],
    ['latency: { threshold: 5ms }', { kind: 'latency', thresholdSeconds: 0.005 }],
    [
      'ratio: { good: jobs_done_total, total: jobs_total }',
      {
        kind: 'ratio',
        good: { name: 'jobs_done_total', promql: 'jobs_done_total', matchers: [] },
        total: { name: 'jobs_total', promql: 'jobs_total', matchers: [] },
      },
    ],
    [
      `ratio: { bad: 'jobs_total{result!="ok", queue=~"a|b"}', total: jobs_total }`,
      {
        kind: 'ratio',
        bad: {
          name: 'jobs_total',
          promql: 'jobs_total{result!="ok", queue=~"a|b"}',
          matchers: [
            { label: 'result', operator: '!=', value: 'ok' },
            { label: 'queue', operator: '=~', value: 'a|b' },
          ],
        },
        total: { name: 'jobs_total', promql: 'jobs_total', matchers: [] },
      },
    ],
  ])('%s', (text, indicator) => {
    const { slos, faults } = parseSlos(withIndicator(text));
    expect(faults).toEqual([]);
    expect(slos?.[0]?.indicator).toEqual(indicator);
  });
});

describe('a fault has its place and says what would be right', () => {
  test.each<readonly [string, string, readonly RegExp[]]>([
    ['nothing', '', [/^1:1: is empty; expected "slos"/]],
    ['no list', 'slos: {}', [/^1:7: slos: expected a list/]],
    ['another document', '- a', [/^1:1: expected a map with slos/]],
    ['YAML', 'slos: [', [/^1:8: /]],
    ['a key twice', VALID.replace('    owner', '    id: b\n    owner'), [/^4:5: Map keys must be unique/]],
    [
      'an unknown key',
      VALID.replace('owner', 'onwer'),
      [
        /^2:5: slos\[0\]: "owner" is missing/,
        /^4:5: slos\[0\]: "onwer" is not known; did you mean "owner"\?/,
      ],
    ],
    [
      'an id',
      VALID.replace('orders\n', 'Orders\n'),
      [/^2:9: slos\[0\]\.id: "Orders" is not accepted; expected small letters/],
    ],
    [
      'an id twice',
      VALID + VALID.slice('slos:\n'.length),
      [/^9:9: slos\[1\]\.id: "orders" is the id of another objective, at 2:9; expected one of its own/],
    ],
    [
      'a template',
      VALID.replace('payments\n', 'payments\n    description: "{{ $value }}"\n'),
      [/^5:18: slos\[0\]\.description: .*expected a text without \{\{/],
    ],
    [
      'an alias',
      VALID.replace('shop/orders', '&a shop/orders').replace('payments', '*a'),
      [/^4:12: slos\[0\]\.owner: an alias/],
    ],
    [
      'no number',
      VALID.replace('99.9', '99.9%'),
      [/^5:16: slos\[0\]\.objective: "99.9%" is not accepted; expected per cent as a number/],
    ],
    [
      'a share',
      VALID.replace('99.9', '0.999'),
      [/^5:16: slos\[0\]\.objective: 0.999 is a share; expected per cent: 99\.9$/],
    ],
    ['no budget', VALID.replace('99.9', '100'), [/^5:16: slos\[0\]\.objective: 100 leaves no error budget/]],
    [
      'a budget that cannot burn fast enough',
      VALID.replace('99.9', '93'),
      [
        /93 leaves an error budget of 7%; with a window of 30d the page could never fire.*less than 6\.944%: an objective above 93\.06$/,
      ],
    ],
    ['a window', VALID.replace('30d', '31d'), [/^6:13: .*expected one of 7d, 28d, 30d; did you mean 30d\?/]],
    [
      'too few bad events',
      `${VALID}    minBadEvents: 1\n`,
      [/^9:19: slos\[0\]\.minBadEvents: 1 is not accepted; expected a whole number from 2/],
    ],
    [
      'an indicator',
      withIndicator('availabilty: {}'),
      [/^8:7: slos\[0\]\.indicator: "availabilty" is not known; did you mean "availability"\?/],
    ],
    [
      'two indicators',
      withIndicator('availability: {}\n      latency: { threshold: 1s }'),
      [/^9:16: .*a second indicator/],
    ],
    [
      'no filter',
      withIndicator('availability:'),
      [/^8:7: .*"availability" has no value; a map without entries is \{\}/],
    ],
    ['a method', withIndicator('availability: { method: get }'), [/did you mean GET\?/]],
    [
      'a route',
      withIndicator('availability: { route: orders }'),
      [/expected a route such as \/orders\/\{id\}/],
    ],
    [
      'a threshold between bounds',
      withIndicator('latency: { threshold: 300ms }'),
      [/^8:29: .*is no bound of the buckets.*nearest are 250ms or 500ms$/],
    ],
    ['a threshold above all', withIndicator('latency: { threshold: 11s }'), [/nearest are 7\.5s or 10s$/]],
    ['a threshold below all', withIndicator('latency: { threshold: 1ms }'), [/nearest are 5ms or 10ms$/]],
    [
      'a threshold without unit',
      withIndicator('latency: { threshold: 250 }'),
      [/250 is not accepted; expected a duration such as 250ms/],
    ],
    ['no threshold', withIndicator('latency: {}'), [/"threshold" is missing/]],
    [
      'a function',
      withIndicator("ratio: { bad: 'rate(a_total[5m])', total: a_total }"),
      [/rate\(…\) is a function; expected the counter alone/],
    ],
    [
      'a range',
      withIndicator('ratio: { bad: \'a_total{b="c"}[5m]\', total: a_total }'),
      [/a range "\[5m\]" does not belong here/],
    ],
    [
      'a matcher',
      withIndicator("ratio: { bad: 'a_total{b=c}', total: a_total }"),
      [/"b=c" is no matcher; expected one such as code=~"5\.\."/],
    ],
    [
      'a pattern',
      withIndicator('ratio: { bad: \'a_total{b=~"("}\', total: a_total }'),
      [/"\(" is no regular expression/],
    ],
    [
      'a brace without its other one',
      withIndicator('ratio: { bad: \'a_total{b="c"\', total: a_total }'),
      [/"\{b=\\"c\\"" has no end; expected braces and quotes in pairs/],
    ],
    [
      'a sum',
      withIndicator("ratio: { bad: 'a_total + b_total', total: a_total }"),
      [/"\+ b_total" after the selector is too much/],
    ],
    ['a gauge', withIndicator('ratio: { bad: up, total: a_total }'), [/up is a gauge; expected a counter/]],
    ['all that is bad', withIndicator('ratio: { bad: a_total, total: a_total }'), [/the same as total/]],
  ])('%s', (_, text, expected) => {
    const faults = faultsOf(text);
    expect(faults.length).toBe(expected.length);
    for (const [index, pattern] of expected.entries()) expect(faults[index]).toMatch(pattern);
    expect(parseSlos(text).slos).toBeUndefined();
  });
});
