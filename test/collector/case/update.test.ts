import { expect, test } from '@jest/globals';
import { createIds } from '../../../src/collector/case/input/ids.ts';
import { requestsOf } from '../../../src/collector/case/input/requests.ts';
import { readReceived } from '../../../src/collector/case/output/received.ts';
import { readCases } from '../../../src/collector/case/parse/case-file.ts';
import { updateCases } from '../../../src/collector/case/update.ts';
import { failuresOf } from './expectation.ts';

const baseNanos = 0n;
const DEBUG = { pipeline: 'traces', exporter: 'debug', signal: 'traces' } as const;
const LOGS = { pipeline: 'logs', exporter: 'file', signal: 'logs' } as const;

const BEFORE = `# of the file
config: c.yaml
cases:
  - name: one   # of the first
    input:
      - traces:
          - name: GET /a
            trace: a
            service: shop
            kind: server
            attributes: { id: 0af76519-16cd-43dd-8448-eb211c80319c, list: [1, 2], "on": true }
          - { name: gone, trace: b }
    expect:
      # of the old expectation
      nowhere: [secret]
      outputs: { debug: { nothing: true } }

  # of the second
  - name: two
    input: [{ traces: [{ name: x }] }]
`;

const AFTER = `# of the file
config: c.yaml
cases:
  - name: one   # of the first
    input:
      - traces:
          - name: GET /a
            trace: a
            service: shop
            kind: server
            attributes: { id: 0af76519-16cd-43dd-8448-eb211c80319c, list: [1, 2], "on": true }
          - { name: gone, trace: b }
    expect:
      kept: [a]
      dropped: [b]
      nowhere: [secret]
      outputs:
        debug:
          traces:
            exactly:
              - name: GET /a
                service: shop
                trace: a
                kind: server
                attributes:
                  id:
                    $match: ^[0-9a-f-]{36}$
                  list: [1, 2]
                  on: true

  # of the second
  - name: two
    input: [{ traces: [{ name: x }] }]
    expect:
      outputs:
        debug:
          nothing: true
`;

const observe = (text: string, index: number, shown: readonly string[]) => {
  const testCase = readCases({ name: 'a.yaml', text }).cases[index];
  if (!testCase) throw new Error('no such case');
  const ids = createIds(testCase.name);
  const requests = testCase.input
    .flatMap((input) => requestsOf(input, { ids, baseNanos }))
    .map(({ body }) => JSON.parse(body));
  for (const request of requests)
    for (const { scopeSpans } of request.resourceSpans)
      for (const scope of scopeSpans)
        scope.spans = scope.spans.filter(({ name }: { name: string }) => shown.includes(name));
  const names = { ...ids, baseNanos };
  const received = [
    readReceived({ output: DEBUG, requests }, names),
    readReceived({ output: LOGS, requests: [] }, names),
  ];
  const before = testCase.expect ? { before: testCase.expect } : {};
  return { name: testCase.name, received, ids, signals: ['traces'], ...before } as const;
};

test('expectations are written in their place, and nothing else changes', () => {
  const updated = updateCases(BEFORE, [observe(BEFORE, 0, ['GET /a']), observe(BEFORE, 1, [])]);
  expect(updated).toBe(AFTER);
  const again = updateCases(updated, [observe(updated, 0, ['GET /a']), observe(updated, 1, [])]);
  expect(again).toBe(updated);
});

test('what is written is met by what was received', () => {
  const text =
    'config: c.yaml\ncases:\n  - name: a\n    input:\n      - logs: [{ body: { a: [1, x] }, severity: WARN, trace: t, attributes: { b: "yes" } }]\n';
  const [testCase] = readCases({ name: 'a.yaml', text }).cases;
  const ids = createIds('a');
  const requests = requestsOf((testCase?.input ?? [])[0] as never, { ids, baseNanos }).map(({ body }) =>
    JSON.parse(body),
  );
  const received = [readReceived({ output: LOGS, requests }, { ...ids, baseNanos })];
  const updated = updateCases(text, [{ name: 'a', received, ids, signals: ['logs'] }]);
  expect(updated).toContain('severity: WARN');
  expect(failuresOf(updated, [{ output: LOGS, inputs: [0] }])).toEqual([]);
});

test('a case on one line gets its expectation there', () => {
  const text = 'config: c.yaml\ncases: [{ name: a, input: [{ traces: [{ name: x, trace: t }] }] }]\n';
  const updated = updateCases(text, [observe(text, 0, ['x'])]);
  expect(updated).toBe(
    'config: c.yaml\ncases: [{ name: a, input: [{ traces: [{ name: x, trace: t }] }], expect: {"outputs":{"debug":{"traces":{"exactly":[{"name":"x","trace":"t","attributes":{}}]}}}} }]\n',
  );
  expect(updateCases(updated, [observe(updated, 0, ['x'])])).toBe(updated);
});

test('a file without cases of these names stays as it is', () => {
  expect(updateCases(BEFORE, [])).toBe(BEFORE);
});
