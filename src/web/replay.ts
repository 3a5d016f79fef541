import type { Feature } from './feature.ts';
import { features } from './features.ts';
import { compactRedactor } from './redaction/redactor.ts';
import type { ReplayOptions } from './replay/options.ts';
import type { Running } from './run.ts';
import { partOf } from './tracing/ids.ts';

export type { ReplayOptions } from './replay/options.ts';

let given: ReplayOptions = {};

const load: Feature = (web) => {
  const { replay: isWanted, sampleRate = 1 } = web.options;
  // Nobody loads the recorder for nothing.
  if (!isWanted || partOf((web as Running).session.id()) >= sampleRate * (given.sampleRate ?? 1)) return;
  let isStopped = false;
  web.onStop(() => {
    isStopped = true;
  });
  void import('./replay/record-sessions.ts')
    .then(({ recordSessions }) => {
      // Given and not imported there: a bundler would cut what a page loads first into more files for it.
      if (!isStopped) recordSessions(web as Running, given, compactRedactor, partOf);
    })
    .catch(() => {});
};

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
