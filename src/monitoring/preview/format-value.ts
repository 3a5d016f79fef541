/**
 * Values as Grafana writes them, for the units that dashboards use:
 * https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts
 */

/** Three digits that tell something, where a panel does not say how many decimals. */
const decimalsFor = (value: number): number =>
  Number.isInteger(value) ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));

const fixed = (value: number, decimals?: number): string => {
  const text = value.toFixed(Math.min(decimals ?? decimalsFor(value), 20));
  return Number(text) === 0 ? text.replace('-', '') : text;
};

type Format = (value: number, decimals?: number) => string;

/** A value in the largest unit that it has at least one of. */
const scaled =
  (factor: number, units: readonly string[], suffix = ''): Format =>
  (value, decimals) => {
    let index = 0;
    let rest = value;
    while (Math.abs(rest) >= factor && index < units.length - 1) {
      rest /= factor;
      index++;
    }
    return `${fixed(rest, decimals)}${units[index]}${suffix}`;
  };

const TIMES: readonly (readonly [seconds: number, unit: string])[] = [
  [31_536_000, ' years'],
  [604_800, ' weeks'],
  [86_400, ' days'],
  [3_600, ' hours'],
  [60, ' mins'],
  [1, ' s'],
  [1e-3, ' ms'],
  [1e-6, ' µs'],
  [1e-9, ' ns'],
];

const time: Format = (value, decimals) => {
  if (value === 0) return '0 s';
  const [seconds, unit] = TIMES.find(([least]) => Math.abs(value) >= least) ?? [1e-9, ' ns'];
  return `${fixed(value / seconds, decimals)}${unit}`;
};

const counted = (suffix: string): Format => scaled(1_000, ['', 'K', 'M', 'B', 'T'], suffix);

const FORMATS: Readonly<Record<string, Format>> = {
  none: fixed,
  short: scaled(1_000, ['', ' K', ' Mil', ' Bil', ' Tri']),
  locale: (value, decimals) =>
    value.toLocaleString('en-US', { maximumFractionDigits: decimals ?? decimalsFor(value) }),
  percent: (value, decimals) => `${fixed(value, decimals)}%`,
  percentunit: (value, decimals) => `${fixed(value * 100, decimals)}%`,
  s: time,
  ms: (value, decimals) => time(value / 1_000, decimals),
  d: (value, decimals) => time(value * 86_400, decimals),
  bytes: scaled(1_024, [' B', ' KiB', ' MiB', ' GiB', ' TiB', ' PiB']),
  decbytes: scaled(1_000, [' B', ' kB', ' MB', ' GB', ' TB', ' PB']),
  Bps: scaled(1_000, [' B/s', ' kB/s', ' MB/s', ' GB/s', ' TB/s']),
  binBps: scaled(1_024, [' B/s', ' KiB/s', ' MiB/s', ' GiB/s', ' TiB/s']),
  reqps: counted(' req/s'),
  ops: counted(' ops/s'),
  cps: counted(' c/s'),
  rps: counted(' rd/s'),
};

/** Units of Grafana that values can be written in. */
export const UNITS: readonly string[] = Object.keys(FORMATS);

/** A value in a unit of Grafana; one that is not known is written behind the number. */
export const formatValue = (value: number, unit = 'none', decimals?: number): string => {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return (FORMATS[unit] ?? ((number, digits) => `${fixed(number, digits)} ${unit}`))(value, decimals);
};
