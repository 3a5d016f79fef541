const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;

/** What ticks are to be round in: a MiB of memory, a minute of a time; 1 for all other units. */
export const roundUnit = (unit: string | undefined, greatest: number): number => {
  if (unit === 'bytes' || unit === 'binBps')
    return 1_024 ** Math.max(0, Math.floor(Math.log(greatest) / Math.log(1_024)));
  if (unit !== 's' || greatest < MINUTE_SECONDS) return 1;
  return greatest < HOUR_SECONDS ? MINUTE_SECONDS : HOUR_SECONDS;
};

/** Round numbers from 0 or the least value to beyond the greatest one, about so many. */
export const niceTicks = (least: number, greatest: number, about: number): number[] => {
  const span = greatest - least || Math.abs(greatest) || 1;
  const raw = span / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10);
  const first = Math.floor(least / step);
  const last = Math.ceil((greatest - step * 1e-9) / step);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  15_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
];

/** Round moments of a range, about so many, with what to write at each. */
export const timeTicks = (
  fromMillis: number,
  toMillis: number,
  about: number,
): { readonly millis: number; readonly text: string }[] => {
  const least = (toMillis - fromMillis) / Math.max(1, about);
  const step = TIME_STEPS.find((candidate) => candidate >= least) ?? Math.ceil(least / DAY) * DAY;
  const ticks = [];
  for (let millis = Math.ceil(fromMillis / step) * step; millis <= toMillis; millis += step) {
    const iso = new Date(millis).toISOString();
    const text = step >= DAY ? iso.slice(5, 10) : step < MINUTE ? iso.slice(11, 19) : iso.slice(11, 16);
    ticks.push({ millis, text });
  }
  return ticks;
};
