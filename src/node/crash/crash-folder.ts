import { lstatSync, readdirSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { quietly } from '../buffer/buffer-folder.ts';
import { isGone, type ProcessIdentity, type Surroundings } from './process-identity.ts';
import { decodeState, type LeftState, MAX_FILE_BYTES } from './state-file.ts';

/** Of one look; the rest is for the next. */
const MAX_FILES = 1_000;

/** Of what is nobody's. */
const MAX_AGE_MILLIS = 7 * 86_400_000;

const identityPart = ({ place, pid, start }: ProcessIdentity): string => `${place}-${pid}-${start}`;

/** A process may have begun anew under the same number in the same tick, in another image. */
const randomPart = (): string => Math.random().toString(36).slice(2, 10);

export const newStateName = (own: ProcessIdentity): string => `${identityPart(own)}-${randomPart()}.process`;

/** The state of a process and, after it, who is about to tell of it. */
const NAME =
  /^([0-9a-f]{8}-\d{1,10}-\d{1,20}-[0-9a-z]{1,16}\.process)(?:\.([0-9a-f]{8})-(\d{1,10})-(\d{1,20}))?$/;

/** A process that ended without a word. */
export interface Left extends LeftState {
  /** Of its file, which is this process's now. */
  readonly path: string;
  readonly seenMillis: number;
}

/** Who has claimed a file may be gone as well, and nobody has heard of it then. */
const isFree = (
  claimant: readonly (string | undefined)[],
  left: LeftState,
  path: string,
  around: Surroundings,
) => {
  const [place, pid, start] = claimant;
  if (place === undefined || start === undefined) return true;
  const { host, bootId } = place === around.own.place ? around.own : left.process;
  return isGone({ place, host, bootId, pid: Number(pid), start }, lstatSync(path).ctimeMs, around);
};

/** Takes over the state of a process that is gone; undefined where it lives, or somebody else was faster. */
const take = (folder: string, name: string, service: string, around: Surroundings): Left | undefined => {
  const [, first = '', ...claimant] = NAME.exec(name) ?? [];
  const path = join(folder, name);
  const stats = lstatSync(path);
  if (!stats.isFile() || stats.size > MAX_FILE_BYTES) return undefined;
  const state = decodeState(readFileSync(path));
  if (state?.process.service !== service) {
    // Of a service that nobody starts any more, or damaged: a process that lives writes every few seconds.
    if (around.nowMillis - stats.mtimeMs > MAX_AGE_MILLIS) unlinkSync(path);
    return undefined;
  }
  const { process: left, blocked } = state;
  const seenMillis = Math.max(left.seenMillis, blocked?.seenMillis ?? 0);
  if (!isGone(left, Math.max(seenMillis, stats.mtimeMs), around)) return undefined;
  if (!isFree(claimant, state, path, around)) return undefined;
  const taken = join(folder, `${first}.${identityPart(around.own)}`);
  // Only one can.
  renameSync(path, taken);
  return { ...state, path: taken, seenMillis };
};

/**
 * The processes of this service that ended without a word. Their files are this process's from now on; another takes
 * them over should this one end before it has told of them.
 */
export const takeLeft = (folder: string, service: string, around: Surroundings): readonly Left[] => {
  const taken: Left[] = [];
  quietly(() => {
    const own = identityPart(around.own);
    for (const name of readdirSync(folder)
      .filter((each) => NAME.test(each))
      .slice(0, MAX_FILES)) {
      if (name.startsWith(`${own}-`) || name.endsWith(`.${own}`)) continue;
      quietly(() => {
        const left = take(folder, name, service, around);
        if (left) taken.push(left);
      });
    }
  });
  return taken;
};
