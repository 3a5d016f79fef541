import { functionKey, hotFunctions } from './hot-functions.ts';
import type { Frame, Profile } from './profile.ts';

/** A place that allocated what stays. */
export interface GrowingSite {
  readonly frame: Frame;
  /** How much more of it lives than before. */
  readonly bytes: number;
}

/** A smaller part of the whole growth is no cause of it. */
const LEAST_SHARE = 0.05;

/** What is Node's own calls nobody's code by itself. */
const isOwn = ({ file }: Frame): boolean => file !== '' && !file.startsWith('node:');

/** The innermost function of the application is who can do something about it. */
const responsible = ({ samples, ...profile }: Profile): Profile => ({
  ...profile,
  samples: samples.map((sample) => {
    const start = sample.stack.findIndex(isOwn);
    return start > 0 ? { ...sample, stack: sample.stack.slice(start) } : sample;
  }),
});

/** The places whose living allocations have grown between two heap profiles, the most first. */
export const growingSites = (before: Profile, after: Profile): readonly GrowingSite[] => {
  const index = before.types.length - 1;
  const sizes = new Map(
    hotFunctions(responsible(before), index).map((each) => [functionKey(each), each.self]),
  );
  const grown = hotFunctions(responsible(after), index)
    .map((each) => ({ frame: each, bytes: each.self - (sizes.get(functionKey(each)) ?? 0) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes);
  const sum = grown.reduce((total, { bytes }) => total + bytes, 0);
  return grown
    .filter(({ bytes }) => bytes >= LEAST_SHARE * sum)
    .map(({ frame: { name, file, line, column }, bytes }) => ({
      frame: { name, file, line, column },
      bytes,
    }));
};
