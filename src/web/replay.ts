import type { Feature } from './feature.ts';
import { features } from './features.ts';
import { createReplay } from './replay/load-recorder.ts';
import type { ReplayOptions } from './replay/options.ts';

export type { ReplayOptions } from './replay/options.ts';

let given: ReplayOptions = {};

const load = createReplay(
  () => given,
  () => import('./replay/record-sessions.ts'),
);

/**
 * Makes session replay known to `start`, which comes after, and answers true, so that one may write
 * `start({ replay: replay({ … }) })`. The recorder is loaded where the option `replay` or RUM_SESSION_REPLAY_ENABLED
 * says so, and once there is consent.
 */
export const replay = (options: ReplayOptions = {}): true => {
  given = options;
  if (!features.includes(load)) (features as Feature[]).push(load);
  return true;
};
