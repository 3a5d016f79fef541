/** Relative width of a bin: percentiles are within half of it. */
const GROWTH = 1.01;
const LOG_GROWTH = Math.log(GROWTH);

/** Values by their order of magnitude: as many numbers as there are magnitudes, however many values there are. */
export interface Sketch {
  add(value: number, weight: number): void;
  readonly weight: number;
  /** Within 0.5 %; undefined where there is no value. */
  quantile(share: number): number | undefined;
}

export const createSketch = (): Sketch => {
  const bins = new Map<number, number>();
  let zeros = 0;
  let total = 0;
  return {
    get weight() {
      return total;
    },
    add(value, weight) {
      total += weight;
      if (!(value > 0)) zeros += weight;
      else {
        const bin = Math.floor(Math.log(value) / LOG_GROWTH);
        bins.set(bin, (bins.get(bin) ?? 0) + weight);
      }
    },
    quantile(share) {
      if (total <= 0) return undefined;
      let rest = share * total - zeros;
      if (rest <= 0) return 0;
      let found = 0;
      for (const [bin, weight] of [...bins].sort(([one], [other]) => one - other)) {
        found = bin;
        rest -= weight;
        if (rest <= total * 1e-12) break;
      }
      return GROWTH ** (found + 0.5);
    },
  };
};
