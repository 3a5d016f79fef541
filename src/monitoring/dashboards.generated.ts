// Written by `npm run generate`.
import { dashboard as serviceOverview } from './dashboards/service-overview.ts';
import type { Dashboard } from './dashboard.ts';

export const dashboards: readonly Dashboard[] = [
  serviceOverview,
];
