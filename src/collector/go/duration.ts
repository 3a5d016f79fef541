/** Units of Go's durations, in nanoseconds: https://pkg.go.dev/time#ParseDuration */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** Nanoseconds, or undefined where Go would not read it. */
export const parseGoDuration = (text: string): number | undefined => {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return 0;
  let nanos = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < unsigned.length) {
    const match = PART.exec(unsigned);
    if (!match) return undefined;
    nanos += Number(match[1]) * (UNITS[match[2] as string] as number);
  }
  if (unsigned === '') return undefined;
  return text.startsWith('-') ? -nanos : nanos;
};

export const isGoDuration = (text: string): boolean => parseGoDuration(text) !== undefined;
