/** A kind of request to the storefront, and what it is known to do. */
interface Kind {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly route: string;
  readonly status: number;
  /** The inventory's route that it asks, which asks its database. */
  readonly asks?: string;
  /** Of a hundred requests. */
  readonly weight: number;
}

const CHECKOUT = { method: 'POST', route: '/checkout', status: 201, asks: '/items/:id' } as const;

/** What `checkout` has for its SLA, in seconds. */
export const CHECKOUT_SLA_SECONDS = 1;

const KINDS: readonly Kind[] = [
  { method: 'GET', path: '/products', route: '/products', status: 200, asks: '/items', weight: 40 },
  { method: 'GET', path: '/products/2', route: '/products/:id', status: 200, asks: '/items/:id', weight: 20 },
  {
    method: 'GET',
    path: '/search?email=a%40example.com',
    route: '/search',
    status: 200,
    asks: '/reservations',
    weight: 18,
  },
  { method: 'GET', path: '/fail', route: '/fail', status: 500, weight: 7 },
  // One in ten: the 95th percentile of all requests is in the middle of these.
  { method: 'GET', path: '/slow', route: '/slow', status: 200, weight: 10 },
  { ...CHECKOUT, path: '/checkout', weight: 3 },
  { ...CHECKOUT, path: '/checkout?payment=slow', weight: 2 },
];

/** Whether a checkout does not keep its SLA. */
export const isLate = ({ kind }: Answered): boolean => kind.path === '/checkout?payment=slow';

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
      const response = await fetch(`${url}${kind.path}`, { method: kind.method });
      await response.arrayBuffer();
      if (response.status !== kind.status) throw new Error(`${kind.path} answers ${response.status}`);
      answered.push({ kind, seconds: (performance.now() - started) / 1_000 });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return answered;
};
