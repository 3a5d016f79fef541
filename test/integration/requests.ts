import type { Secrets } from './secrets.ts';

const CONCURRENCY = 8;

/** How many requests of each kind. */
export interface Mix {
  readonly products: number;
  readonly one: number;
  readonly fail: number;
  readonly slow: number;
  readonly search: number;
  readonly checkout: number;
  /** Checkouts that do not keep their SLA. */
  readonly late: number;
}

/** All that ask the inventory, once each. */
export const passedOnOf = ({ products, one, search, checkout, late }: Mix): number =>
  products + one + search + checkout + late;

export const totalOf = (mix: Mix): number => Object.values(mix).reduce((sum, count) => sum + count, 0);

const pathsOf = ({ email, token, marker }: Secrets): Record<keyof Mix, string> => ({
  products: '/products',
  one: '/products/2',
  fail: '/fail',
  slow: '/slow',
  search: `/search?${new URLSearchParams({ campaign: marker, email, token })}`,
  checkout: '/checkout',
  late: '/checkout?payment=slow',
});

const STATUS: Readonly<Record<keyof Mix, number>> = {
  products: 200,
  one: 200,
  fail: 500,
  slow: 200,
  search: 200,
  checkout: 201,
  late: 201,
};

/** Sends them, mixed, a few at a time. Throws where an answer has another status than the endpoint's. */
export const sendRequests = async (url: string, mix: Mix, secrets: Secrets): Promise<void> => {
  const paths = pathsOf(secrets);
  const kinds = Object.keys(mix) as (keyof Mix)[];
  const queue = kinds
    .flatMap((kind) => Array.from({ length: mix[kind] }, (_, i) => ({ kind, at: (i + 0.5) / mix[kind] })))
    .sort((a, b) => a.at - b.at)
    .map(({ kind }) => kind);
  const work = async (): Promise<void> => {
    for (let kind = queue.shift(); kind; kind = queue.shift()) {
      const method = STATUS[kind] === 201 ? 'POST' : 'GET';
      const response = await fetch(`${url}${paths[kind]}`, { method });
      await response.arrayBuffer();
      if (response.status !== STATUS[kind]) throw new Error(`${paths[kind]} answers ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
};
