import { WEEKDAYS } from './read-time-interval.ts';
import type { QuietHours } from './routing.ts';

/** Days from and to, both from Sunday on: `friday:monday` is two such ranges, as the week of Alertmanager begins on Sunday. */
const rangesOf = (days: string, daysLater: number): readonly (readonly [number, number])[] => {
  const [first = 0, last = first] = days
    .split(':')
    .map((day) => (WEEKDAYS.indexOf(day as never) + daysLater) % WEEKDAYS.length);
  return first <= last
    ? [[first, last]]
    : [
        [first, 6],
        [0, last],
      ];
};

const weekdays = (days: readonly string[], daysLater: number): readonly string[] =>
  days
    .flatMap((each) => rangesOf(each, daysLater))
    .map(([first, last]) => (first === last ? WEEKDAYS[first] : `${WEEKDAYS[first]}:${WEEKDAYS[last]}`))
    .map(String);

const datePart = (date: string, daysLater: number): object => {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + daysLater);
  return {
    years: [String(day.getUTCFullYear())],
    months: [String(day.getUTCMonth() + 1)],
    days_of_month: [String(day.getUTCDate())],
  };
};

/** As periods of Alertmanager, which end with the day: a night is two of them. */
export const timeIntervalsOf = ({ timeZone, days, from, to, dates }: QuietHours): readonly object[] => {
  const interval = (times: readonly [string, string] | undefined, daysLater: number): readonly object[] => {
    const common = {
      ...(times && { times: [{ start_time: times[0], end_time: times[1] }] }),
      location: timeZone,
    };
    if (dates) return dates.map((date) => ({ ...datePart(date, daysLater), ...common }));
    if (!days) return [common];
    return [{ weekdays: weekdays(days, daysLater), ...common }];
  };
  if (from === undefined || to === undefined) return interval(undefined, 0);
  if (from < to) return interval([from, to], 0);
  return [...interval([from, '24:00'], 0), ...(to === '00:00' ? [] : interval(['00:00', to], 1))];
};
