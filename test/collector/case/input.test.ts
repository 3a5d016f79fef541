import { expect, test } from '@jest/globals';
import { createIds } from '../../../src/collector/case/input/ids.ts';
import { requestsOf, requestsOfFile } from '../../../src/collector/case/input/requests.ts';
import { itemsOf } from '../../../src/collector/case/output/items.ts';
import { readCases } from '../../../src/collector/case/parse/case-file.ts';

const baseNanos = 1_700_000_000_000_000_000n;

/** What an input becomes, read again as what comes out is read. */
const roundTrip = (input: string) => {
  const text = `config: c.yaml\ncases:\n  - name: a\n    input:\n${input.replace(/^(?=.)/gm, '      ')}`;
  const { cases, problems } = readCases({ name: 'a.yaml', text });
  expect(problems).toEqual([]);
  const ids = createIds('a');
  const requests = (cases[0]?.input ?? []).flatMap((each) => requestsOf(each, { ids, baseNanos }));
  const items = requests.flatMap(({ signal, body }) =>
    itemsOf(signal, JSON.parse(body), { ...ids, baseNanos }),
  );
  return { ids, requests, items };
};

test('spans: children have the trace and the origin of their parent', () => {
  const { items, ids } = roundTrip(`- traces:
    - name: GET /a
      trace: t
      id: root
      service: shop
      scope: lib
      kind: server
      status: error
      status_message: no
      start: 1ms
      duration: 1.5s
      attributes: { a: 1, b: 1.0, c: "1", d: true, e: [x], f: { g: null } }
      children:
        - { name: child, service: pay, links: [{ trace: other, id: x }], events: [{ name: e }] }
`);
  expect(items).toEqual([
    {
      name: 'GET /a',
      kind: 'server',
      trace: 't',
      id: 'root',
      start: '1ms',
      duration: '1.5s',
      status: 'error',
      status_message: 'no',
      attributes: { a: 1, b: 1, c: '1', d: true, e: ['x'], f: { g: null } },
      service: 'shop',
      resource: { 'service.name': 'shop' },
      scope: 'lib',
    },
    {
      name: 'child',
      kind: 'internal',
      trace: 't',
      id: 't, span 2',
      parent: 'root',
      start: '0s',
      duration: '10ms',
      status: 'unset',
      attributes: {},
      events: [{ name: 'e', attributes: {} }],
      links: [{ trace: 'other', id: 'x', attributes: {} }],
      service: 'pay',
      resource: { 'service.name': 'pay' },
      scope: 'lib',
    },
  ]);
  expect([...ids.sent.values()].map(({ size }) => size)).toEqual([2]);
});

test('numbers keep their type', () => {
  const { requests } = roundTrip('- traces: [{ name: a, attributes: { a: 1, b: 1.0, c: 1e3, d: 0x10 } }]\n');
  expect(requests[0]?.body).toContain(
    '[{"key":"a","value":{"intValue":"1"}},{"key":"b","value":{"doubleValue":1}},{"key":"c","value":{"doubleValue":1000}},{"key":"d","value":{"intValue":"16"}}]',
  );
});

test('copies of a span are traces of their own, the same in every run', () => {
  const [one, other] = [1, 2].map(() => roundTrip('- traces: [{ name: a, trace: t, repeat: 3 }]\n'));
  expect(one?.items.map(({ trace }) => trace)).toEqual(['t', 't 2', 't 3']);
  expect([...(one?.ids.sent.keys() ?? [])]).toEqual([...(other?.ids.sent.keys() ?? [])]);
});

test('the ids of many traces are spread: a tenth of them is in a tenth of the range', () => {
  const ids = createIds('spread');
  const last = Array.from(
    { length: 5_000 },
    (_, index) => Number.parseInt(ids.traceId(`t ${index}`).slice(-8), 16) / 2 ** 32,
  );
  for (let from = 0; from < 10; from++) {
    const share = last.filter((each) => each >= from / 10 && each < (from + 1) / 10).length / last.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  }
});

test('metrics: one point in the metric itself, or several', () => {
  const { items } = roundTrip(`- metrics:
    - { name: a, type: sum, value: 3, unit: s, temporality: delta, attributes: { x: y } }
    - { name: b, value: 1.5 }
    - name: c
      type: histogram
      points:
        - { bounds: [1, 2], buckets: [1, 0, 2], sum: 7.5, attributes: { p: 1 } }
        - { bounds: [1], buckets: [0, 1], attributes: { p: 2 } }
`);
  expect(items).toEqual([
    {
      name: 'a',
      unit: 's',
      type: 'sum',
      temporality: 'delta',
      monotonic: true,
      attributes: { x: 'y' },
      value: 3,
      resource: {},
    },
    { name: 'b', type: 'gauge', attributes: {}, value: 1.5, resource: {} },
    {
      name: 'c',
      type: 'histogram',
      temporality: 'cumulative',
      attributes: { p: 1 },
      count: 3,
      sum: 7.5,
      bounds: [1, 2],
      buckets: [1, 0, 2],
      resource: {},
    },
    {
      name: 'c',
      type: 'histogram',
      temporality: 'cumulative',
      attributes: { p: 2 },
      count: 1,
      bounds: [1],
      buckets: [0, 1],
      resource: {},
    },
  ]);
});

test('logs', () => {
  const { items } = roundTrip(`- logs:
    - { body: hello, severity: WARN2, severity_text: warn, trace: t, span: s, event: e, attributes: { a: 1 } }
    - { body: { a: [1] }, service: shop }
`);
  expect(items).toEqual([
    {
      body: 'hello',
      severity: 'WARN2',
      severity_text: 'warn',
      event: 'e',
      trace: 't',
      span: 's',
      attributes: { a: 1 },
      resource: {},
    },
    { body: { a: [1] }, attributes: {}, service: 'shop', resource: { 'service.name': 'shop' } },
  ]);
});

const SPAN = { traceId: '0AF7651916CD43DD8448EB211C80319C', spanId: 'b7ad6b7169203331', name: 'a' };
const TRACES = { resourceSpans: [{ scopeSpans: [{ spans: [SPAN] }] }] };
const LOGS = { resourceLogs: [{ scopeLogs: [{ logRecords: [{}] }] }] };

test.each([
  ['one request', JSON.stringify(TRACES, null, 2), ['traces']],
  ['one on each line', `${JSON.stringify(TRACES)}\n${JSON.stringify(LOGS)}\n`, ['traces', 'logs']],
])('a file with %s', (_title, text, signals) => {
  const ids = createIds('a');
  const requests = requestsOfFile({ name: 'a.json', text }, { ids, baseNanos });
  expect(requests.map(({ signal }) => signal)).toEqual(signals);
  expect([...ids.sent]).toEqual([[SPAN.traceId.toLowerCase(), new Set([SPAN.spanId])]]);
});

test.each([
  [
    'no JSON',
    `${JSON.stringify(TRACES)}\nnot json`,
    'a.json:2: is no JSON; expected OTLP as JSON, or a request on each line',
  ],
  [
    'something else',
    '{"spans": []}',
    'a.json: expected resourceSpans, resourceMetrics, resourceLogs, as OTLP has them in JSON',
  ],
])('a file with %s is refused', (_title, text, message) => {
  expect(() => requestsOfFile({ name: 'a.json', text }, { ids: createIds('a'), baseNanos })).toThrow(message);
});

test('points of one metric are later than those before; with delta temporality each begins where the last one ended', () => {
  const { requests } = roundTrip(
    '- metrics: [{ name: a, type: sum, temporality: delta }, { name: a, type: sum, temporality: delta }]\n- metrics: [{ name: a, type: sum }]\n',
  );
  const points = requests
    .flatMap(({ body }) => JSON.parse(body).resourceMetrics[0].scopeMetrics[0].metrics)
    .map(({ sum }) => {
      const [{ startTimeUnixNano, timeUnixNano }] = sum.dataPoints;
      return [
        Number(BigInt(startTimeUnixNano) - baseNanos) / 1e9,
        Number(BigInt(timeUnixNano) - baseNanos) / 1e9,
      ];
    });
  expect(points).toEqual([
    [0, 1],
    [1, 2],
    [0, 3],
  ]);
});
