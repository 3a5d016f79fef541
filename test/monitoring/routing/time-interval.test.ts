import { describe, expect, test } from '@jest/globals';
import { readAlertmanager } from '../../../src/monitoring/index.ts';
import { containsTime } from '../../../src/monitoring/routing/time-interval.ts';

const intervalOf = (text: string) => {
  const { alertmanager, faults } = readAlertmanager(
    `route: { receiver: a }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: t, time_intervals: [${text}] }]\n`,
  );
  return {
    interval: alertmanager?.timeIntervals.get('t')?.[0],
    faults: faults.map(({ message }) => message),
  };
};

describe.each([
  ['{}', ['2026-11-21T00:00:00Z'], []],
  [
    '{ times: [{ start_time: "18:00", end_time: "24:00" }] }',
    ['2026-11-21T18:00:00Z', '2026-11-21T23:59:59Z'],
    ['2026-11-21T17:59:59Z', '2026-11-22T00:00:00Z'],
  ],
  // In Berlin it is summer until 25 October 2026, 3:00, which is then 2:00 once more.
  [
    '{ times: [{ start_time: "02:00", end_time: "03:00" }], location: Europe/Berlin }',
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-07-01T00:30:00Z'],
    ['2026-10-25T02:00:00Z', '2026-03-29T01:30:00Z'],
  ],
  [
    '{ weekdays: ["saturday", "monday:tuesday"], location: Australia/Lord_Howe }',
    ['2026-11-20T13:00:00Z', '2026-11-23T00:00:00Z'],
    ['2026-11-20T12:00:00Z', '2026-11-22T00:00:00Z'],
  ],
  [
    '{ days_of_month: ["1:3", "-1"] }',
    ['2026-02-28T12:00:00Z', '2028-02-29T12:00:00Z', '2026-04-03T12:00:00Z'],
    ['2028-02-28T12:00:00Z', '2026-04-04T12:00:00Z'],
  ],
  ['{ days_of_month: ["31"] }', ['2026-01-31T12:00:00Z'], ['2026-04-30T12:00:00Z']],
  ['{ days_of_month: ["25:31"] }', ['2026-02-28T12:00:00Z'], ['2026-02-24T12:00:00Z']],
  [
    '{ months: ["november:12"], years: ["2026:2027"] }',
    ['2026-12-31T23:59:00Z'],
    ['2028-12-01T00:00:00Z', '2026-10-31T00:00:00Z'],
  ],
] as const)('%s', (text, inside, outside) => {
  const { interval, faults } = intervalOf(text);
  test.each([
    ...inside.map((time) => [time, true] as const),
    ...outside.map((time) => [time, false] as const),
  ])('has %s: %s', (time, expected) =>
    expect(interval && containsTime(interval, Date.parse(time))).toBe(expected),
  );
  test('is read', () => expect(faults).toEqual([]));
});

test.each([
  ['{ months: ["november:12", "Feb" ] }', 'months[1]: expected months such as june:august or 12'],
  ['{ weekdays: [mon] }', 'weekdays[0]: expected days such as monday:friday'],
  [
    '{ times: [{ start_time: "24:00", end_time: "08:00" }] }',
    'times[0]: expected start_time and end_time such as "18:00" and "24:00", the first before the second',
  ],
  ['{ location: Berlin }', 'location: "Berlin" is no time zone; expected one such as Europe/Berlin'],
])('the fault of %s is told', (text, fault) =>
  expect(intervalOf(text).faults).toEqual([`time_intervals[0].time_intervals[0].${fault}`]),
);
