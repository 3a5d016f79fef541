import type { Profile } from './profile.ts';
import { NotAProfile } from './protobuf-reader.ts';

const namesOf = ({ types }: Profile): string => types.map(({ type, unit }) => `${type}/${unit}`).join(', ');

/** One profile of several of the same kind. Throws `NotAProfile` where they measure different things. */
export const mergeProfiles = (profiles: readonly Profile[]): Profile => {
  const [first, ...rest] = profiles;
  if (!first) throw new NotAProfile('there is none');
  for (const other of rest)
    if (namesOf(other) !== namesOf(first))
      throw new NotAProfile(`one has ${namesOf(first)}, another ${namesOf(other)}`);
  return {
    ...first,
    samples: profiles.flatMap(({ samples }) => samples),
    durationMillis: profiles.reduce((sum, { durationMillis }) => sum + durationMillis, 0),
  };
};
