import { Command, Option } from 'commander';
import { formatShare, formatValue, placeOf } from '../../../core/profiling/format-value.ts';
import {
  groupByLabel,
  type HotFunction,
  hotFunctions,
  totalOf,
} from '../../../core/profiling/hot-functions.ts';
import { isInUse } from '../../../core/profiling/merge.ts';
import type { Profile } from '../../../core/profiling/profile.ts';
import { type Io, UsageError } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { labelOf } from './label-of.ts';
import { noLabel } from './only.ts';
import { type ProfileOptions, parseCount, typeIndex, withProfileOptions } from './options.ts';
import { readProfiles } from './read-profile.ts';
import { applySourceMaps } from './source-maps.ts';

const NOTES = `
Reads what Binnacle writes, and any other profile of pprof, .cpuprofile or .heapprofile. Several files of the same
kind count together, and of heaps their average; a folder stands for its profiles of the CPU, or with --type
inuse_space for those of the heap. "self" is what a function costs itself, "total" with what it calls.

Exit status: 0 fine, 2 a file is no profile.

Examples:
  $ binnacle profile top profiles/shop-cpu-*.pb.gz
  $ binnacle profile top --by route --limit 5 profiles
  $ binnacle profile top --only trace=5b8aa5a2d2c872e8321cf37308d69df2 profiles
  $ binnacle profile top --type inuse_space profiles --json
`;

interface TopOptions extends ProfileOptions {
  readonly by?: string;
  readonly limit: number;
  readonly sort: 'self' | 'total';
  readonly json?: boolean;
}

interface Group {
  /** Of the label; undefined where samples have none, null where nothing was asked by. */
  readonly value: string | null | undefined;
  readonly total: number;
  readonly functions: readonly HotFunction[];
}

const groupsOf = (profile: Profile, index: number, { by, limit, sort }: TopOptions): readonly Group[] => {
  const top = (samples: Profile['samples']): readonly HotFunction[] =>
    hotFunctions({ samples }, index)
      .toSorted((a, b) => b[sort] - a[sort])
      .slice(0, limit);
  if (by === undefined)
    return [{ value: null, total: totalOf(profile, index), functions: top(profile.samples) }];
  return groupByLabel(profile, labelOf(by), index).map(({ value, samples }) => ({
    value,
    total: totalOf({ samples }, index),
    functions: top(samples),
  }));
};

const VALUE_WIDTH = 10;
const SHARE_WIDTH = 8;

const render = (groups: readonly Group[], unit: string, everything: number, io: Io): void => {
  const style = createStyle(io);
  const cell = (value: number, total: number): string =>
    formatValue(value, unit).padStart(VALUE_WIDTH) +
    formatShare(total > 0 ? value / total : 0).padStart(SHARE_WIDTH);
  for (const { value, total, functions } of groups) {
    if (value !== null)
      io.stdout(
        `${style.bold(value ?? '(none)')}  ${formatValue(total, unit)}, ${formatShare(total / everything)}\n`,
      );
    io.stdout(
      style.dim(
        `${'self'.padStart(VALUE_WIDTH)}${''.padStart(SHARE_WIDTH)}${'total'.padStart(VALUE_WIDTH)}${''.padStart(SHARE_WIDTH)}  function\n`,
      ),
    );
    for (const each of functions)
      io.stdout(
        `${cell(each.self, total)}${cell(each.total, total)}  ${each.name}${placeOf(each) && `  ${style.dim(placeOf(each))}`}\n`,
      );
    if (value !== null) io.stdout('\n');
  }
};

const top = (given: readonly string[], options: TopOptions, io: Io): void => {
  const { profile: read, files } = readProfiles(given, options, io);
  const index = typeIndex(read, options.type);
  const profile = options.sourceMaps ? applySourceMaps(read, options.root, io) : read;
  const everything = totalOf(profile, index);
  const groups = groupsOf(profile, index, options);
  if (options.by !== undefined && groups.every(({ value }) => value === undefined))
    throw new UsageError(`--by: ${noLabel(labelOf(options.by), [read])}`);
  const type = profile.types[index] ?? { type: '', unit: '' };
  if (options.json) {
    const plain = groups.map(({ value, ...rest }) =>
      value === null ? rest : { label: value ?? null, ...rest },
    );
    io.stdout(
      `${JSON.stringify({ ...type, total: everything, durationMillis: profile.durationMillis, groups: plain })}\n`,
    );
    return;
  }
  const seconds = profile.durationMillis / 1_000;
  const isAverage = files.length > 1 && isInUse(type);
  io.stdout(
    `${type.type}: ${formatValue(everything, type.unit)}${seconds > 0 ? ` in ${seconds.toFixed(1)} s` : ''}${isAverage ? `, on average of ${files.length} profiles` : ''}, ${profile.samples.length} different samples\n\n`,
  );
  render(groups, type.unit, everything, io);
};

/** `binnacle profile top`: the functions that cost most. */
export const createTopCommand = (io: Io): Command =>
  withProfileOptions(
    new Command('top')
      .description('the functions that cost most')
      .argument('<files...>', 'profiles, or a folder of them; - reads standard input'),
  )
    .option('--by <label>', 'apart for each value of a label: route, trace, span, or any other')
    .addOption(new Option('--limit <n>', 'functions of each part').argParser(parseCount).default(20))
    .addOption(new Option('--sort <column>', 'what decides').choices(['self', 'total']).default('self'))
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((files: string[], options: TopOptions) => top(files, options, io));
