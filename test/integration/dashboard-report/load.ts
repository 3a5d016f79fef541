/** A kind of request to the storefront, and what it is known to do. */
interface Kind {
  readonly path: string;
  readonly route: string;
  readonly status: number;
  /** Whether it asks the inventory, which asks its database. */
  readonly passedOn: boolean;
  /** Of a hundred requests. */
  readonly weight: number;
}

const KINDS: readonly Kind[] = [
  { path: '/products', route: '/products', status: 200, passedOn: true, weight: 45 },
  { path: '/products/2', route: '/products/:id', status: 200, passedOn: true, weight: 20 },
  { path: '/search?email=a%40example.com', route: '/search', status: 200, passedOn: true, weight: 18 },
  { path: '/fail', route: '/fail', status: 500, passedOn: false, weight: 7 },
  // One in ten: the 95th percentile of all requests is in the middle of these.
  { path: '/slow', route: '/slow', status: 200, passedOn: false, weight: 10 },
];

export interface Answered {
  readonly kind: Kind;
  readonly seconds: number;
}

const SEED = 0x5eed;
const CONCURRENCY = 4;

/** The same kinds in the same order for the same number: https://en.wikipedia.org/wiki/Linear_congruential_generator */
const shuffled = (requests: number): Kind[] => {
  const kinds = KINDS.flatMap((kind) =>
    Array.from({ length: Math.round((requests * kind.weight) / 100) }, () => kind),
  );
  let state = SEED;
  for (let index = kinds.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = state % (index + 1);
    [kinds[index], kinds[other]] = [kinds[other] as Kind, kinds[index] as Kind];
  }
  return kinds;
};

/** Sends so many requests, and tells what came of each. Throws where one is answered as it should not be. */
export const sendLoad = async (url: string, requests: number): Promise<Answered[]> => {
  const queue = shuffled(requests);
  const answered: Answered[] = [];
  const work = async (): Promise<void> => {
    for (let kind = queue.pop(); kind; kind = queue.pop()) {
      const started = performance.now();
      const response = await fetch(`${url}${kind.path}`);
      await response.arrayBuffer();
      if (response.status !== kind.status) throw new Error(`${kind.path} answers ${response.status}`);
      answered.push({ kind, seconds: (performance.now() - started) / 1_000 });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return answered;
};
