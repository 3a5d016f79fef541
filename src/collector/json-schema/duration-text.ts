const UNITS: readonly (readonly [string, number])[] = [
  ['h', 3600e9],
  ['m', 60e9],
  ['s', 1e9],
  ['ms', 1e6],
  ['us', 1e3],
  ['ns', 1],
];

/** Nanoseconds as somebody would write them: `200ms`, `1h30m`. */
export const durationText = (nanos: number): string => {
  let rest = Math.abs(nanos);
  let text = nanos < 0 ? '-' : '';
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return nanos === 0 ? '0s' : text;
};
