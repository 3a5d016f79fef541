// Written by `npm run generate`.
import { recording as baselines } from './recordings/baselines.ts';
import { recording as cardinality } from './recordings/cardinality.ts';
import { recording as databases } from './recordings/databases.ts';
import { recording as dependencies } from './recordings/dependencies.ts';
import { recording as endpoints } from './recordings/endpoints.ts';
import { recording as externalCalls } from './recordings/external-calls.ts';
import { recording as heap } from './recordings/heap.ts';
import { recording as probes } from './recordings/probes.ts';
import { recording as releases } from './recordings/releases.ts';
import { recording as services } from './recordings/services.ts';
import { recording as webVitals } from './recordings/web-vitals.ts';
import type { Recording } from './recording.ts';

export const recordings: readonly Recording[] = [
  baselines,
  cardinality,
  databases,
  dependencies,
  endpoints,
  externalCalls,
  heap,
  probes,
  releases,
  services,
  webVitals,
];
