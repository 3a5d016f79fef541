const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Ten years: beyond is no promise, and what stores can count with ends somewhere. */
export const MAX_TIMEOUT_MILLIS = 315_360_000_000;

/** A number with one unit. */
export const DURATION_PATTERN = '^[1-9]\\d{0,9}(?:ms|s|m|h|d)$';

/** The milliseconds of a text that fits `DURATION_PATTERN`. */
export const millisOf = (text: string): number => {
  const number = Number.parseInt(text, 10);
  return number * UNITS[text.slice(String(number).length) as keyof typeof UNITS];
};
