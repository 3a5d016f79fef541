const THOUSANDS = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const DATE = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

export const formatCount = (value: number): string => THOUSANDS.format(value);

/** Three digits that matter: 0.25, 12.3, 140. */
export const formatRate = (value: number): string => {
  if (value === 0) return '0';
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : formatCount(value);
};

export const formatPercent = (ratio: number): string => {
  const percent = ratio * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  return `${percent < 10 ? percent.toFixed(2) : percent.toFixed(1)} %`;
};

/** A duration with its unit: 250 µs, 12.3 ms, 1.20 s, 2 min 5 s. */
export const formatDuration = (millis: number): string => {
  if (millis === 0) return '0 ms';
  if (millis < 1) return `${Math.round(millis * 1000)} µs`;
  if (millis < 10) return `${millis.toFixed(2)} ms`;
  if (millis < 100) return `${millis.toFixed(1)} ms`;
  if (millis < 1000) return `${Math.round(millis)} ms`;
  if (millis < 60_000) return `${(millis / 1000).toFixed(2)} s`;
  const seconds = Math.round(millis / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

export const formatBytes = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
};

/** The time of day in milliseconds, with the date where it is not today's. */
export const formatTime = (millis: number): string => {
  const date = new Date(millis);
  const time = TIME.format(date);
  return DATE.format(date) === DATE.format(new Date()) ? time : `${DATE.format(date)} ${time}`;
};

/** Text of any attribute value. */
export const formatValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
