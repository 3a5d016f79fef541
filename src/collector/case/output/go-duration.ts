const UNITS: readonly (readonly [nanos: number, unit: string])[] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
  [1, 'ns'],
];

/** The shortest exact text of a duration: `1.5s`, `20ms`. */
export const durationText = (nanos: bigint): string => {
  const number = Number(nanos);
  if (number === 0) return '0s';
  const [size, unit] = UNITS.find(([each]) => Math.abs(number) >= each) ?? [1, 'ns'];
  return `${number / size}${unit}`;
};
