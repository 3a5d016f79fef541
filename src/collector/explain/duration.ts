/** A setting that is a time; apart from numbers, since a key does not tell them apart. */
export class Duration {
  readonly nanos: number;
  constructor(nanos: number) {
    this.nanos = nanos;
  }
  valueOf(): number {
    return this.nanos;
  }
  toJSON(): number {
    return this.nanos;
  }
}

/** Nanoseconds, the largest first. */
const UNITS = [
  [3600e9, 'h'],
  [60e9, 'min'],
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
] as const;

/** `90 s`, `1.5 h` and so on. */
export const durationText = (duration: Duration | number): string => {
  const nanos = Number(duration);
  const length = Math.abs(nanos);
  const [size, unit] = UNITS.find(([each]) => length >= each && Number.isInteger(length / each)) ??
    UNITS.find(([each]) => length >= each) ?? [1, nanos === 0 ? 's' : 'ns'];
  return `${nanos / size} ${unit}`;
};
