import { type LocalTime, localTime } from './local-time.ts';

/** Both ends included. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/** One period of Alertmanager's: https://prometheus.io/docs/alerting/latest/configuration/#time_interval-0 */
export interface TimeInterval {
  /** Minutes of the day; the end is not included. */
  readonly times?: readonly Range[];
  /** Sunday is 0. */
  readonly weekdays?: readonly Range[];
  /** From 1; below 0 from the end of the month. */
  readonly daysOfMonth?: readonly Range[];
  readonly months?: readonly Range[];
  readonly years?: readonly Range[];
  /** UTC where it is not there. */
  readonly timeZone?: string;
}

const within = (ranges: readonly Range[] | undefined, value: number): boolean =>
  ranges === undefined || ranges.some(({ begin, end }) => value >= begin && value <= end);

const isDayWithin = (ranges: readonly Range[] | undefined, { day, daysInMonth }: LocalTime): boolean =>
  ranges === undefined ||
  ranges.some(({ begin, end }) => {
    const from = begin < 0 ? daysInMonth + begin + 1 : begin;
    const to = end < 0 ? daysInMonth + end + 1 : end;
    return from <= daysInMonth && day >= from && day <= Math.min(to, daysInMonth);
  });

export const containsTime = (interval: TimeInterval, epochMillis: number): boolean => {
  const local = localTime(epochMillis, interval.timeZone ?? 'UTC');
  const { times, weekdays, daysOfMonth, months, years } = interval;
  return (
    (times === undefined || times.some(({ begin, end }) => local.minute >= begin && local.minute < end)) &&
    within(weekdays, local.weekday) &&
    isDayWithin(daysOfMonth, local) &&
    within(months, local.month) &&
    within(years, local.year)
  );
};
