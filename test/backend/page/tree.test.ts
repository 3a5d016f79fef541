import { expect, test } from '@jest/globals';
import type { Span } from '../../../src/backend/model.ts';
import { toRows } from '../../../src/backend/page/tree.ts';
import { bareSpan } from '../store/helpers.ts';

const id = (n: number): string => n.toString(16).padStart(16, '0');
const span = (n: number, parent: number, startMillis: number, durationMillis = 10): Span =>
  bareSpan(1, n, { parentSpanId: parent ? id(parent) : '', startMillis, durationMillis });

const cases: { name: string; spans: Span[]; expected: [span: number, depth: number][] }[] = [
  { name: 'nothing', spans: [], expected: [] },
  {
    name: 'children after their parent, by start',
    spans: [span(3, 1, 20), span(4, 2, 12), span(2, 1, 10), span(1, 0, 0, 100)],
    expected: [
      [1, 0],
      [2, 1],
      [4, 2],
      [3, 1],
    ],
  },
  {
    name: 'a parent that is not there',
    spans: [span(2, 9, 5), span(1, 0, 0)],
    expected: [
      [1, 0],
      [2, 0],
    ],
  },
  { name: 'a span that is its own parent', spans: [span(1, 1, 0)], expected: [[1, 0]] },
  {
    name: 'a circle',
    spans: [span(1, 2, 0), span(2, 1, 1)],
    expected: [
      [1, 0],
      [2, 1],
    ],
  },
];

test.each(cases)('$name', ({ spans, expected }) => {
  const rows = toRows(spans, 0, 100);
  expect(rows.map((row) => [Number.parseInt(row.span.spanId, 16), row.depth])).toEqual(expected);
});

test('bars are parts of the trace, and stay inside it', () => {
  const rows = toRows(
    [span(1, 0, 100, 100), span(2, 1, 150, 25), span(3, 1, 190, 500), span(4, 1, 50)],
    100,
    100,
  );
  expect(rows.map(({ offset, width }) => [offset, width])).toEqual([
    [0, 1],
    [0, 0.1],
    [0.5, 0.25],
    [expect.closeTo(0.9), expect.closeTo(0.1)],
  ]);
});

test('a chain of ten thousand spans', () => {
  const spans = Array.from({ length: 10_000 }, (_, i) => span(i + 1, i, i));
  expect(toRows(spans, 0, 10_000).at(-1)?.depth).toBe(9999);
});
