import { VERSION } from '../../core/version.ts';
import type { Recorder } from '../replay/load-recorder.ts';

/** What the second file exports. */
type RecorderFile = Recorder & { readonly version: string };

const NAME = 'binnacle-replay.js';

/** Where the second file is: what the tag says, else beside the first. Throws where nobody knows. */
export const recorderUrl = (src: string | undefined, told: string | undefined, base: string): string => {
  if (told) return new URL(told, base).href;
  if (!src) throw new Error(`nobody says where ${NAME} is; say data-replay-src in the script tag`);
  // By version, so that no cache hands out the one of another release.
  return new URL(`${NAME}?v=${VERSION}`, src).href;
};

/** Loads the recorder as a module: a policy that trusts this script by nonce or host lets it, and Trusted Types too. */
export const loadRecorder = async (url: string): Promise<Recorder> => {
  const file = (await import(url)) as RecorderFile;
  // The two share names that the build has made short.
  if (file.version !== VERSION)
    throw new Error(
      `${url} is of version ${file.version}, and this script of ${VERSION}; take both from one release`,
    );
  return file;
};
