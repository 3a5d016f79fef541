const WIDTH = 236;
const HEIGHT = 28;
const TOP = 3;

/** A small chart of rates, the latest at the right. Its own highest value is its top. */
export const Sparkline = ({ values }: { values: readonly number[] }) => {
  const highest = Math.max(...values, 0);
  const step = WIDTH / Math.max(1, values.length - 1);
  const y = (value: number): number =>
    highest === 0 ? HEIGHT - 1 : HEIGHT - 1 - (value / highest) * (HEIGHT - 1 - TOP);
  const line = values.map((value, i) => `${(i * step).toFixed(1)},${y(value).toFixed(1)}`).join(' L');
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="area" d={`M0,${HEIGHT} L${line} L${WIDTH},${HEIGHT} Z`} />
      <path class="line" d={`M${line}`} />
    </svg>
  );
};
