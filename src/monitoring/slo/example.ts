import type { Slo } from './slo.ts';

/** For texts about objectives in general. */
export const EXAMPLE_SLO: Slo = {
  id: 'example',
  service: 'shop/orders',
  owner: 'application',
  objective: 99.9,
  window: '30d',
  indicator: { kind: 'availability' },
};
