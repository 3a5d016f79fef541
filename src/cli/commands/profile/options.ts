import { type Command, InvalidArgumentError } from 'commander';
import { valueIndexOf } from '../../../core/profiling/hot-functions.ts';
import { LABELS, type Profile } from '../../../core/profiling/profile.ts';
import { UsageError } from '../../io.ts';

export interface ProfileOptions {
  readonly type?: string;
  readonly sourceMaps: boolean;
  readonly root: string;
}

/** Options of every command that reads profiles. */
export const withProfileOptions = (command: Command): Command =>
  command
    .option('--type <name>', 'which value, as cpu, samples or inuse_space (default: the last of the file)')
    .option('--root <folder>', 'where the paths of the profile begin, to find its source maps', '.')
    .option('--no-source-maps', 'leave functions where the profile has them');

/** Where the value lies that was asked for. Throws UsageError with those that there are. */
export const typeIndex = (profile: Profile, name: string | undefined): number => {
  const index = valueIndexOf(profile, name);
  if (index !== undefined) return index;
  throw new UsageError(
    `--type: ${name} is not in the profile; it has ${profile.types.map(({ type }) => type).join(', ')}`,
  );
};

const SHORT: Readonly<Record<string, string>> = {
  route: LABELS.route,
  trace: LABELS.traceId,
  span: LABELS.spanId,
};

/** The label that a short name means. */
export const labelOf = (name: string): string => SHORT[name] ?? name;

export const parseCount = (text: string): number => {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new InvalidArgumentError('expected a whole number from 1 to 99999.');
};
