import type { Web } from '../feature.ts';

/** What web-vitals listens and observes by, as the build has it: scripts/stoppable-web-vitals.ts. */
export const watching = {} as {
  on(type: string, listener: (event: Event) => void): void;
  onStop: Web['onStop'];
};
