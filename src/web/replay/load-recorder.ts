import type { Feature } from '../feature.ts';
import { compactRedactor } from '../redaction/redactor.ts';
import type { Running } from '../run.ts';
import { partOf } from '../tracing/ids.ts';
import type { ReplayOptions } from './options.ts';

/** What the file has that is loaded later. */
export type Recorder = Pick<typeof import('./record-sessions.ts'), 'recordSessions'>;

/** Records sessions with what `load` loads, which is asked once somebody is to be recorded. */
export const createReplay =
  (given: () => ReplayOptions, load: () => Promise<Recorder>): Feature =>
  (web) => {
    const { replay: isWanted, sampleRate = 1 } = web.options;
    // Nobody loads the recorder for nothing.
    if (!isWanted || partOf((web as Running).session.id()) >= sampleRate * (given().sampleRate ?? 1)) return;
    load()
      .then(({ recordSessions }) => {
        // Given and not imported there: a bundler would cut what a page loads first into more files for it.
        if (!web.isStopped()) recordSessions(web as Running, given(), compactRedactor, partOf);
      })
      // The file is missing, a policy forbids it, or a selector is none: without a word nobody would find out.
      .catch((error) => console.warn('binnacle: no session replay:', error));
  };
