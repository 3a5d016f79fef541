/** How long operations of one kind take as a rule: geometric mean and mean deviation, on a scale of powers of two. */
export interface UsualDuration {
  count: number;
  meanLog2: number;
  deviationLog2: number;
}

/** Before so many nothing is unusual. */
const FEWEST = 50;
/** The last so many count most, so that what has become slower for good is usual after a while. */
const WINDOW = 200;
/** At least four times as long as usual, and further off than nearly all others. */
const LEAST_FACTOR_LOG2 = 2;
const DEVIATIONS = 4;
/** Shorter ones are all alike, in milliseconds. */
const LEAST_MILLIS = 0.1;

export const createUsualDuration = (): UsualDuration => ({ count: 0, meanLog2: 0, deviationLog2: 0 });

/** The limit on that scale: all are kept on it, because a power for each operation is dear. */
const limitLog2Of = ({ count, meanLog2, deviationLog2 }: UsualDuration): number =>
  count < FEWEST
    ? Number.POSITIVE_INFINITY
    : meanLog2 + Math.max(LEAST_FACTOR_LOG2, DEVIATIONS * deviationLog2);

/** From how many milliseconds on an operation is unusually long; infinite while too few are known. */
export const unusualFromMillis = (usual: UsualDuration): number => 2 ** limitLog2Of(usual);

/** Takes one more into account; one that is far off does not move what is usual further than one at the limit. */
export const learnDuration = (usual: UsualDuration, millis: number): void => {
  const log2 = Math.min(Math.log2(Math.max(LEAST_MILLIS, millis)), limitLog2Of(usual));
  const share = 1 / Math.min(++usual.count, WINDOW);
  const off = usual.count === 1 ? 0 : Math.abs(log2 - usual.meanLog2);
  usual.meanLog2 += share * (log2 - usual.meanLog2);
  usual.deviationLog2 += share * (off - usual.deviationLog2);
};
