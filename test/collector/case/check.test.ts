import { describe, expect, test } from '@jest/globals';
import { createIds } from '../../../src/collector/case/input/ids.ts';
import { failuresOf, linesOf } from './expectation.ts';

const JAEGER = { pipeline: 'traces', exporter: 'otlp/jaeger', signal: 'traces' } as const;
const OTHER = { pipeline: 'traces/other', exporter: 'debug', signal: 'traces' } as const;

const INPUT = `
      - traces:
          - { name: GET /a, trace: a, service: shop, kind: server, attributes: { user: jo, size: 3, tags: [x, y] } }
          - name: GET /b
            trace: b
            service: shop
            duration: 1s
            children: [{ name: child, attributes: {} }]
      - traces: [{ name: GET /c, trace: c }]`;

const run = (expectation: string, inputs: readonly number[] = [0]): readonly string[] =>
  linesOf(
    failuresOf(
      `config: c.yaml\ncases:\n  - name: a\n    input:${INPUT}\n    expect:\n${expectation.trim().replace(/^/gm, '      ')}\n`,
      [{ output: JAEGER, inputs }, { output: OTHER }],
    ),
  );

const traces = (rest: string): string => `outputs: { otlp/jaeger: { traces: { ${rest} } } }`;

describe('met', () => {
  test.each([
    ['a part of an item', traces('contain: [{ name: GET /a, attributes: { user: jo } }]')],
    ['every item, in any order', traces('exactly: [{ name: child }, { name: GET /b }, { name: GET /a }]')],
    [
      'attributes exactly',
      traces(
        'exactly: [{ name: child, attributes: {} }, {}, { attributes: { tags: [x, y], size: 3, user: jo } }]',
      ),
    ],
    ['a number that is written as another kind of it', traces('contain: [{ attributes: { size: 3.0 } }]')],
    ['a duration in another unit', traces('contain: [{ name: GET /b, duration: 1000ms }]')],
    [
      'patterns',
      traces(
        'contain: [{ name: { $glob: "GET *" }, attributes: { user: { $match: "^j" }, size: { $min: 1, $max: 3 }, tags: { $length: 2 }, no: { $absent: true } } }]',
      ),
    ],
    [
      'what it is not',
      traces(
        'contain: [{ name: GET /a, kind: { $not: client }, attributes: { user: { $not: { $match: "^k" } } } }]',
      ),
    ],
    ['absent', traces('absent: [{ name: GET /a, attributes: { user: ann } }]')],
    ['count', traces('count: { min: 3 }')],
    ['how many match', traces('contain: [{ name: { $glob: "GET *" }, $count: 2 }, { name: x, $count: 0 }]')],
    [
      'the name of a pipeline',
      'outputs: { traces: { traces: { count: 3 } }, traces/other: { nothing: true } }',
    ],
    ['pipeline and exporter', 'outputs: { traces otlp/jaeger: { traces: { count: 3 } } }'],
    ['kept, dropped, nowhere', 'kept: [a, b]\ndropped: c\nnowhere: somebody'],
  ])('%s', (_title, expectation) => {
    expect(run(expectation)).toEqual([]);
  });
});

describe('not met', () => {
  test.each([
    [
      'an attribute differs: that of the nearest item is shown',
      traces(
        'contain: [{ name: GET /a, kind: client, attributes: { user: "[REDACTED]", no: { $any: true } } }]',
      ),
      [
        'otlp/jaeger, traces: expected span "GET /a"; the nearest of 3 spans is "GET /a" (service "shop", trace "a"), which differs',
        'kind: "client" | "server"',
        'attributes.user: "[REDACTED]" | "jo"',
        'attributes.no: any value | nothing',
      ],
    ],
    [
      'an attribute too many, where attributes are exact',
      traces(
        'exactly: [{ name: GET /a, attributes: { user: jo, size: 3 } }, { name: GET /b }, { name: child }]',
      ),
      [
        'otlp/jaeger, traces: expected span "GET /a"; the nearest of 3 spans is "GET /a" (service "shop", trace "a"), which differs',
        'attributes.tags: nothing | ["x","y"]',
      ],
    ],
    [
      'a number that is a text',
      traces('contain: [{ name: GET /a, attributes: { size: "3" } }]'),
      [expect.stringContaining('which differs'), 'attributes.size: "3" | 3'],
    ],
    [
      'an item too many',
      traces('exactly: [{ name: GET /a }, { name: GET /b }]'),
      [
        'otlp/jaeger, traces: expected exactly 2 spans, received 3; not expected:',
        '  "child" (service "shop", trace "b", attributes {})',
      ],
    ],
    [
      'one item for two expectations',
      traces('contain: [{ name: GET /a }, { name: GET /a }]'),
      [
        expect.stringContaining('expected span "GET /a"; the nearest of 3 spans is "GET /b"'),
        'name: "GET /a" | "GET /b"',
      ],
    ],
    [
      'an item that must be absent',
      traces('absent: [{ service: shop, attributes: { user: jo } }]'),
      [expect.stringContaining('expected no such span, received "GET /a"')],
    ],
    [
      'count',
      traces('count: { max: 2 }'),
      [
        expect.stringContaining('expected 0 to 2 spans, received 3'),
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    ],
    [
      'how many match',
      traces('contain: [{ service: shop, $count: 1 }]'),
      [
        expect.stringContaining('expected 1 that match, received 3 of 3 spans'),
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    ],
    [
      'nothing',
      'outputs: { otlp/jaeger: { nothing: true } }',
      [expect.stringContaining('otlp/jaeger: expected nothing, received 3 spans: "GET /a"')],
    ],
    [
      'an output that is none',
      'outputs: { otlp: { nothing: true } }',
      [
        'outputs: there is no exporter or pipeline "otlp" that data leaves by; there are: otlp/jaeger of traces, debug of traces/other',
      ],
    ],
    [
      'a trace that was dropped',
      'kept: [a, c]',
      ['trace "c": expected it kept, it was dropped; received traces: a, b'],
    ],
    [
      'a trace that was kept',
      'dropped: b',
      ['trace "b": expected it dropped, 2 of its 2 spans came out at otlp/jaeger of traces'],
    ],
    ['a trace that was never sent', 'kept: z', ['kept: no trace "z" was sent; sent: a, b, c']],
    [
      'a trace at one output',
      'outputs: { debug: { kept: a } }',
      ['debug: trace "a": expected it kept, it was dropped; no trace was received'],
    ],
    [
      'nothing at all',
      'outputs: { debug: { traces: { contain: [{ name: GET /a }] } } }',
      ['debug, traces: expected span "GET /a"; received none'],
    ],
  ])('%s', (_title, expectation, expected) => {
    expect(run(expectation)).toEqual(expected);
  });

  test('a part of a trace', () => {
    const ids = createIds('a');
    const span = { traceId: ids.traceId('t'), spanId: ids.spanId('r') };
    const part = failuresOf(
      'config: c.yaml\ncases: [{ name: a, input: [{ traces: [{ name: r, trace: t, id: r, children: [{ name: c, id: c }] }] }], expect: { kept: t, dropped: t } }]',
      [{ output: JAEGER, requests: [{ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }] }],
    );
    expect(linesOf(part)).toEqual([
      'trace "t": expected it kept, 1 of its 2 spans did not come out',
      'trace "t": expected it dropped, 1 of its 2 spans came out at otlp/jaeger of traces',
    ]);
  });
});

test('what can still come is told from what cannot', () => {
  const text = (rest: string) =>
    `config: c.yaml\ncases: [{ name: a, input: [{ traces: [{ name: b }] }], expect: { outputs: { debug: { traces: { ${rest} } } } } }]`;
  const come = (rest: string) =>
    failuresOf(text(rest), [{ output: OTHER, inputs: [0] }]).map(({ mayComeTrue }) => mayComeTrue);
  expect(come('contain: [{ name: c }]')).toEqual([true]);
  expect(come('count: 2')).toEqual([true]);
  expect(come('count: 0')).toEqual([false]);
  expect(come('absent: [{ name: b }]')).toEqual([false]);
});
