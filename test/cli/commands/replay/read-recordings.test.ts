import { expect, test } from '@jest/globals';
import { readRecordings } from '../../../../src/cli/commands/replay/read-recordings.ts';
import { clickAt, META, requestsOf, SNAPSHOT } from './recorded.ts';

const START = [META, SNAPSHOT];

const cases: [
  name: string,
  documents: object[],
  timestamps: number[] | undefined,
  notes: (string | RegExp)[] | undefined,
][] = [
  ['one chunk', requestsOf(START), [1_000, 1_001], []],
  ['one that is not packed', requestsOf(START, { encoding: 'none' }), [1_000, 1_001], []],
  ['a chunk in parts, out of order', requestsOf(START, { parts: 3 }).reverse(), [1_000, 1_001], []],
  [
    'one that came twice',
    [...requestsOf(START, { parts: 2 }), ...requestsOf(START, { parts: 2 })],
    [1_000, 1_001],
    [],
  ],
  [
    'chunks out of order',
    [...requestsOf([clickAt(2_000)], { sequence: 1 }), ...requestsOf(START)],
    [1_000, 1_001, 2_000],
    [],
  ],
  [
    'a chunk that is missing, and a snapshot later',
    [
      ...requestsOf(START),
      ...requestsOf([clickAt(3_000), { ...META, timestamp: 4_000 }, { ...SNAPSHOT, timestamp: 4_001 }], {
        sequence: 2,
      }),
    ],
    [1_000, 1_001, 4_000, 4_001],
    ['1 chunk missing: 1', '1 event without a snapshot before, left out'],
  ],
  [
    'a part that is missing',
    [...requestsOf(START), ...requestsOf([clickAt(2_000)], { sequence: 1, parts: 2 }).slice(1)],
    [1_000, 1_001],
    ['1 chunk missing: 1'],
  ],
  [
    'a chunk that cannot be read',
    [...requestsOf(START), ...requestsOf(['{'], { sequence: 1 })],
    [1_000, 1_001],
    ['1 chunk missing: 1'],
  ],
  [
    'events that are none',
    [...requestsOf(START), ...requestsOf(['{"type":"3"}', 'null'], { sequence: 1 })],
    [1_000, 1_001],
    ['1 chunk missing: 1'],
  ],
  [
    'changes that were not recorded, and an end',
    requestsOf(START, { dropped: 7, end: 'bytes' }),
    [1_000, 1_001],
    [/^7 changes not recorded/, /ended because the most bytes/],
  ],
  ['no snapshot', requestsOf([META, clickAt(2_000)]), undefined, undefined],
  ['the beginning missing', requestsOf([clickAt(2_000)], { sequence: 4 }), undefined, undefined],
  ['something else', [{ resourceSpans: [] }, { resourceLogs: [{}] }, {}], undefined, undefined],
];

test.each(cases)('%s', (_name, documents, timestamps, notes) => {
  const recording = readRecordings(documents)[0]?.recordings[0];
  expect(recording?.events.map(({ timestamp }) => timestamp)).toEqual(timestamps);
  expect(recording?.notes).toEqual(
    notes?.map((each) => (each instanceof RegExp ? expect.stringMatching(each) : each)),
  );
});

test('sessions: the last first, each with its pages in order', () => {
  const later = (millis: number) => [
    { ...META, timestamp: millis },
    { ...SNAPSHOT, timestamp: millis + 1 },
  ];
  const sessions = readRecordings([
    ...requestsOf(later(5_000), { session: 'one', recording: 'second' }),
    ...requestsOf(later(1_000), { session: 'one', recording: 'first' }),
    ...requestsOf(later(9_000), { session: 'two', recording: 'third' }),
  ]);
  expect(
    sessions.map(({ id, service, recordings }) => [id, service, recordings.map((each) => each.id)]),
  ).toEqual([
    ['two', 'shop', ['third']],
    ['one', 'shop', ['first', 'second']],
  ]);
});
