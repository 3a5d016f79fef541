import { expect, test } from '@jest/globals';
import { accessTime } from '../../../src/monitoring/index.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const said = (time: string): string => `{"time":"${time}","user":"ada"}`;
const nanos = (time: string, more = 0): bigint => BigInt(Date.parse(time)) * 1_000_000n + BigInt(more);

test.each([
  {
    name: 'is that of the line, with its place in the file',
    text: said('2026-03-01T11:00:00+00:00'),
    end: 4_711,
    is: nanos('2026-03-01T11:00:00Z', 4_711),
  },
  {
    name: 'knows time zones',
    text: said('2026-03-01T13:00:00+02:00'),
    end: 1,
    is: nanos('2026-03-01T11:00:00Z', 1),
  },
  {
    name: 'stays in its second in a file of gigabytes',
    text: said('2026-03-01T11:00:00Z'),
    end: 7_000_000_003,
    is: nanos('2026-03-01T11:00:00Z', 3),
  },
  {
    name: 'is that of the line before, where it says none',
    text: 'no JSON',
    end: 9,
    before: nanos('2026-03-01T10:00:00Z', 5),
    is: nanos('2026-03-01T10:00:00Z', 9),
  },
  { name: 'is now, where no line says one', text: '', end: 9, is: nanos('2026-03-01T12:00:00Z', 9) },
  {
    name: 'is not of the future',
    text: said('2027-01-01T00:00:00Z'),
    end: 9,
    is: nanos('2026-03-01T12:00:00Z', 9),
  },
  {
    name: 'is not so far behind that Loki refuses it',
    text: said('2026-03-01T08:00:00Z'),
    end: 9,
    before: nanos('2026-03-01T11:00:00Z'),
    is: nanos('2026-03-01T10:30:00Z', 9),
  },
])('the time of a line $name', ({ text, end, before = 0n, is }) => {
  expect(accessTime(text, end, before, NOW)).toBe(is);
});
