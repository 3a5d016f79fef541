const TIME: Readonly<Record<string, number>> = {
  nanoseconds: 1,
  microseconds: 1e3,
  milliseconds: 1e6,
  seconds: 1e9,
};

const scaled = (value: number, steps: readonly (readonly [number, string])[]): string => {
  const size = Math.abs(value);
  const [factor, name] = steps.find(([least]) => size >= least) ?? steps.at(-1) ?? [1, ''];
  const shown = value / factor;
  return `${Math.abs(shown) >= 100 ? shown.toFixed(0) : Math.abs(shown) >= 10 ? shown.toFixed(1) : shown.toFixed(2)} ${name}`;
};

/** A value of a profile for people: `12.3 ms`, `4.00 MiB`, `120`. */
export const formatValue = (value: number, unit: string): string => {
  if (value === 0) return '0';
  const nanos = TIME[unit];
  if (nanos !== undefined)
    return scaled(value * nanos, [
      [1e9, 's'],
      [1e6, 'ms'],
      [1e3, 'µs'],
      [1, 'ns'],
    ]);
  if (unit === 'bytes')
    return scaled(value, [
      [1_073_741_824, 'GiB'],
      [1_048_576, 'MiB'],
      [1_024, 'KiB'],
      [1, 'B'],
    ]);
  return String(Math.round(value));
};

/** `12.3 %` */
export const formatShare = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** `burn src/work.js:12` */
export const placeOf = ({ file, line }: { readonly file: string; readonly line: number }): string =>
  file === '' ? '' : line > 0 ? `${file}:${line}` : file;
