import type { Web } from './feature.ts';
import { guard } from './guard.ts';
import { clicks } from './instrumentations/clicks.ts';
import { longFrames } from './instrumentations/long-frames.ts';
import { measures } from './instrumentations/measures.ts';
import { resources } from './instrumentations/resources.ts';
import { tabCrash } from './instrumentations/tab-crash.ts';
import { vitals } from './instrumentations/vitals.ts';

/** What may come a moment late: the browser keeps performance entries, and nobody clicks before there is a page. */
export const laterFeatures = (web: Web): void => {
  // One after the other, so that nothing else waits for long.
  for (const feature of [clicks, tabCrash, resources, longFrames, measures, vitals])
    setTimeout(() => web.isStopped() || guard(feature)(web));
};
