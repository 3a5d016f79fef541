const REQUEST_MILLIS = 200;
const MAX_IN_FLIGHT = 6;
const ANSWER_MILLIS = 10_000;
const SEED = 0x5eed;

/** Paths with how often they come, of a hundred. */
const MIX: readonly (readonly [path: string, weight: number])[] = [
  ['/products', 40],
  ['/products/1', 15],
  ['/products/2', 15],
  ['/products/4', 6],
  ['/search?email=ada%40example.com&token=t0k3n-of-ada', 12],
  ['/slow', 5],
  ['/fail', 7],
];

/** The same numbers in each run, from 0 to 1: https://en.wikipedia.org/wiki/Xorshift */
const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};

const choosePath = (random: () => number): string => {
  let rest = random() * MIX.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [path, weight] of MIX) {
    rest -= weight;
    if (rest < 0) return path;
  }
  return '/products';
};

export interface Traffic {
  /** Sends nothing more; resolves when the last answer is there. */
  stop(): Promise<void>;
}

/** Modest and steady: a few requests a second, a few at a time. */
export const startTraffic = (url: string): Traffic => {
  const random = createRandom(SEED);
  const inFlight = new Set<Promise<unknown>>();
  const send = async (): Promise<void> => {
    const response = await fetch(`${url}${choosePath(random)}`, {
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    await response.arrayBuffer();
  };
  const timer = setInterval(() => {
    if (inFlight.size >= MAX_IN_FLIGHT) return;
    // A service that has died is reported by its end.
    const sent = send().catch(() => {});
    inFlight.add(sent);
    void sent.then(() => inFlight.delete(sent));
  }, REQUEST_MILLIS);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(inFlight);
    },
  };
};
