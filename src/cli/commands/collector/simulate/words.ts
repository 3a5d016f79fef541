const DIGITS = 3;

export const numberText = (value: number | null): string => {
  if (value === null) return '-';
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(DIGITS)));
};

export const percentText = (share: number | null): string =>
  share === null ? '-' : `${Number((share * 100).toPrecision(DIGITS))} %`;

export const signedPercentText = (share: number | null): string =>
  share === null ? '-' : `${share > 0 ? '+' : ''}${percentText(share)}`;

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

export const bytesText = (bytes: number): string => {
  let [value, unit] = [bytes, 0];
  for (; value >= 1000 && unit < UNITS.length - 1; unit++) value /= 1000;
  return `${numberText(unit === 0 ? value : Number(value.toPrecision(DIGITS)))} ${UNITS[unit]}`;
};

export const durationText = (seconds: number): string => {
  if (seconds < 120) return `${numberText(Number(seconds.toPrecision(DIGITS)))} s`;
  return seconds < 7200 ? `${numberText(seconds / 60)} min` : `${numberText(seconds / 3600)} h`;
};

export const millisText = (millis: number | null): string => {
  if (millis === null) return '-';
  return millis < 1000 ? `${numberText(millis)} ms` : `${numberText(millis / 1000)} s`;
};

export const counted = (count: number, noun: string): string =>
  `${numberText(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Names of services and routes come from telemetry: no more of them than a column takes, and no control codes. */
export const nameText = (text: string, most = 48): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean;
};
