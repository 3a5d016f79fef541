import { type Command, InvalidArgumentError } from 'commander';
import { valueIndexOf } from '../../../core/profiling/hot-functions.ts';
import type { Profile } from '../../../core/profiling/profile.ts';
import { UsageError } from '../../io.ts';
import { type Only, parseOnly } from './only.ts';

export interface ProfileOptions {
  readonly type?: string;
  readonly only?: readonly Only[];
  readonly sourceMaps: boolean;
  readonly root: string;
}

/** Options of every command that reads profiles. */
export const withProfileOptions = (command: Command): Command =>
  command
    .option('--type <name>', 'which value, as cpu, samples or inuse_space (default: the last of the file)')
    .option(
      '--only <label=value>',
      'samples with that value alone: of route, trace, span, or any other label',
      parseOnly,
    )
    .option('--root <folder>', 'where the paths of the profile begin, to find its source maps', '.')
    .option('--no-source-maps', 'leave functions where the profile has them');

/**
 * Where the value lies that was asked for. Throws UsageError with those that there are.
 *
 * @param isOfFirst whether it is that of the first profile, and nobody has asked for it
 */
export const typeIndex = (profile: Profile, name: string | undefined, isOfFirst = false): number => {
  const index = valueIndexOf(profile, name);
  if (index !== undefined) return index;
  const there = profile.types.map(({ type }) => type).join(', ');
  throw new UsageError(
    isOfFirst
      ? `the first profile has ${name}, another only ${there}: they are of different kinds`
      : `--type: ${name} is not in the profile; it has ${there}`,
  );
};

export const parseCount = (text: string): number => {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new InvalidArgumentError('expected a whole number from 1 to 99999.');
};
