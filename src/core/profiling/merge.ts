import type { Profile, ValueType } from './profile.ts';
import { NotAProfile } from './protobuf-reader.ts';

const namesOf = ({ types }: Profile): string => types.map(({ type, unit }) => `${type}/${unit}`).join(', ');

/** What lives at a moment, which does not add up over moments. */
export const isInUse = ({ type }: ValueType): boolean => type.startsWith('inuse_');

/**
 * One profile of several of the same kind: their sum, and of what lives at a moment the average. Throws `NotAProfile`
 * where they measure different things.
 */
export const mergeProfiles = (profiles: readonly Profile[]): Profile => {
  const [first, ...rest] = profiles;
  if (!first) throw new NotAProfile('there is none');
  for (const other of rest)
    if (namesOf(other) !== namesOf(first))
      throw new NotAProfile(`one has ${namesOf(first)}, another ${namesOf(other)}`);
  const samples = profiles.flatMap((profile) => profile.samples);
  const durations = profiles.map(({ durationMillis }) => durationMillis);
  if (first.types.some(isInUse))
    return {
      ...first,
      samples: samples.map((sample) => ({
        ...sample,
        values: sample.values.map((value) => value / profiles.length),
      })),
      durationMillis: Math.max(...durations),
    };
  return { ...first, samples, durationMillis: durations.reduce((sum, millis) => sum + millis, 0) };
};
