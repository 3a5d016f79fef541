import type { Node } from './configuration-node.ts';
import { isTimeZone } from './local-time.ts';
import type { Range, TimeInterval } from './time-interval.ts';

export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** Minutes of the day, 24:00 included; undefined where it is no time. */
export const parseTimeOfDay = (text: string): number | undefined => {
  const [, hours, minutes] = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text) ?? [];
  if (text === '24:00') return 24 * 60;
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
};

const readRanges = (
  list: Node | undefined,
  expected: string,
  read: (text: string) => number,
): readonly Range[] | undefined =>
  list?.items().flatMap((item) => {
    const [first = '', last = first, more] = (item.text() ?? '').toLowerCase().split(':');
    const range = { begin: read(first), end: read(last) };
    const isFine = more === undefined && !Number.isNaN(range.begin) && !Number.isNaN(range.end);
    return isFine ? range : (item.fail(`expected ${expected}`) ?? []);
  });

const indexIn = (names: readonly string[], text: string): number => {
  const index = names.indexOf(text);
  return index < 0 ? Number.NaN : index;
};

const wholeNumber = (text: string): number => (/^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN);

const readTimes = (list: Node | undefined): readonly Range[] | undefined =>
  list?.items().flatMap((item) => {
    const [begin, end] = ['start_time', 'end_time'].map((key) => parseTimeOfDay(item.get(key)?.text() ?? ''));
    return begin !== undefined && end !== undefined && begin < end
      ? { begin, end }
      : (item.fail(
          'expected start_time and end_time such as "18:00" and "24:00", the first before the second',
        ) ?? []);
  });

const readInterval = (node: Node): TimeInterval => {
  const times = readTimes(node.get('times'));
  const weekdays = readRanges(node.get('weekdays'), 'days such as monday:friday', (text) =>
    indexIn(WEEKDAYS, text),
  );
  const daysOfMonth = readRanges(node.get('days_of_month'), 'days such as 1:7 or -1', wholeNumber);
  const months = readRanges(node.get('months'), 'months such as june:august or 12', (text) =>
    MONTHS.includes(text) ? MONTHS.indexOf(text) + 1 : wholeNumber(text),
  );
  const years = readRanges(node.get('years'), 'years such as 2026', wholeNumber);
  const location = node.get('location');
  const timeZone = location?.text();
  if (timeZone !== undefined && !isTimeZone(timeZone))
    location?.fail(`"${timeZone}" is no time zone; expected one such as Europe/Berlin`);
  return {
    ...(times && { times }),
    ...(weekdays && { weekdays }),
    ...(daysOfMonth && { daysOfMonth }),
    ...(months && { months }),
    ...(years && { years }),
    ...(timeZone !== undefined && { timeZone }),
  };
};

export const readTimeIntervals = (list: Node | undefined): readonly TimeInterval[] =>
  (list?.items() ?? []).map(readInterval);
