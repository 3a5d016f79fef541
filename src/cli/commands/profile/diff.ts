import { Command, InvalidArgumentError, Option } from 'commander';
import {
  type Change,
  type Comparison,
  compareProfiles,
  type Measure,
} from '../../../core/profiling/compare.ts';
import { formatShare, formatValue, placeOf } from '../../../core/profiling/format-value.ts';
import type { Profile, ValueType } from '../../../core/profiling/profile.ts';
import { type Io, UsageError } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { onlyThose } from './only.ts';
import { type ProfileOptions, parseCount, typeIndex, withProfileOptions } from './options.ts';
import { filesOf } from './profile-files.ts';
import { readProfile } from './read-profile.ts';
import { applySourceMaps } from './source-maps.ts';

const NOTES = `
Each side is one profile, several with commas, or a folder, which stands for its profiles of the CPU, or with --type
inuse_space for those of the heap. With three or more a side, the confidence is from how they differ
among themselves, which also knows of changes of load; with fewer it is from a bootstrap over samples, which only
knows how few there are. It holds for all functions together, not for each alone.

"rate" is what a function costs in a second, and says what got slower where both sides had the same load. "share" is
its part of everything, and does not depend on load; but where one function grows, the shares of all others shrink.
"value" is what one profile has of it, as the memory that lives.

Exit status: 0 nothing got slower, 1 something did, 2 a file is no profile.

Examples:
  $ binnacle profile diff before.pb.gz after.pb.gz
  $ binnacle profile diff a1.pb.gz,a2.pb.gz,a3.pb.gz b1.pb.gz,b2.pb.gz,b3.pb.gz --confidence 0.99
  $ binnacle profile diff profiles-1.2.0 profiles-1.3.0 --only route=/reports/:id
  $ binnacle profile diff old.pb.gz new.pb.gz --by share --column self --json
`;

interface DiffOptions extends ProfileOptions {
  readonly by?: Measure;
  readonly column: 'self' | 'total';
  readonly confidence: number;
  readonly limit: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

const parseConfidence = (text: string): number => {
  const value = /^0?\.\d{1,6}$/.test(text) ? Number(text) : 0;
  if (value >= 0.5) return value;
  throw new InvalidArgumentError('expected a number from 0.5 to below 1, such as 0.95.');
};

/** The same numbers each time for the same files. */
const SEED = 0x9e3779b9;

/** Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
const createRandom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const readSide = (side: string, options: DiffOptions, io: Io): readonly Profile[] => {
  const files = side
    .split(',')
    .filter((file) => file !== '')
    .flatMap((file) => filesOf(file, options.type, io));
  const profiles = files.map((file) => {
    const profile = readProfile(file, io);
    return options.sourceMaps ? applySourceMaps(profile, options.root, io) : profile;
  });
  return onlyThose(profiles, options.only);
};

const render = (
  { changes, method, totals }: Comparison,
  type: ValueType,
  by: Measure,
  { all, limit, column, confidence }: DiffOptions,
  io: Io,
): void => {
  const style = createStyle(io);
  const show = (value: number): string =>
    by === 'share' ? formatShare(value) : `${formatValue(value, type.unit)}${by === 'rate' ? '/s' : ''}`;
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${show(value)}`;
  const how =
    method === 'profiles' ? 'from how profiles of one side differ' : 'from a bootstrap over samples';
  const unit = by === 'rate' ? '/s' : '';
  io.stdout(
    `${type.type}: ${formatValue(totals.before, type.unit)}${unit} before, ${formatValue(totals.after, type.unit)}${unit} after\n`,
  );
  const shown = changes.filter(({ verdict }) => all || verdict !== 'unsure');
  const line = (change: Change): string => {
    const { before, after, low, high, name } = change;
    const ratio = before > 0 ? `×${(after / before).toFixed(2)}` : 'new';
    const place = style.dim(placeOf(change));
    return `  ${signed(after - before).padStart(12)}  (${signed(low)} to ${signed(high)})  ${ratio.padStart(7)}  ${name}  ${place}\n`;
  };
  for (const [verdict, title] of [
    ['slower', style.bad('slower')],
    ['faster', style.good('faster')],
    ['unsure', style.dim('not sure')],
  ] as const) {
    const own = shown.filter((change) => change.verdict === verdict);
    if (own.length === 0) continue;
    io.stdout(`\n${title}\n`);
    for (const change of own.slice(0, limit)) io.stdout(line(change));
    if (own.length > limit) io.stdout(`  and ${own.length - limit} more: --limit shows them\n`);
  }
  if (shown.every(({ verdict }) => verdict === 'unsure')) io.stdout('\nno function differs surely\n');
  io.stdout(
    `\n${column === 'total' ? 'with what they call' : 'in themselves'}, ${formatShare(confidence)} sure, ${how}\n`,
  );
};

const diff = (beforeFiles: string, afterFiles: string, options: DiffOptions, io: Io): void => {
  const [before, after] = [readSide(beforeFiles, options, io), readSide(afterFiles, options, io)];
  const [first] = before;
  if (!first || after.length === 0)
    throw new UsageError(`the ${first ? 'second' : 'first'} side has no file`);
  const type = first.types[typeIndex(first, options.type)] ?? { type: '', unit: '' };
  const isTimed = [...before, ...after].every(({ durationMillis }) => durationMillis > 0);
  // What lives now does not depend on how long it was watched.
  const by = options.by ?? (type.unit === 'bytes' ? 'value' : isTimed ? 'rate' : 'share');
  if (by === 'rate' && !isTimed)
    throw new UsageError('--by rate: a profile does not tell how long it took; --by share needs no time');
  const comparison = compareProfiles(before, after, {
    indexOf: (profile) => typeIndex(profile, type.type, options.type === undefined),
    by,
    column: options.column,
    confidence: options.confidence,
    random: createRandom(SEED),
  });
  if (options.json) {
    const { changes, method, totals } = comparison;
    io.stdout(
      `${JSON.stringify({ ...type, by, column: options.column, confidence: options.confidence, method, ...totals, changes })}\n`,
    );
  } else render(comparison, type, by, options, io);
  io.exitCode = comparison.changes.some(({ verdict }) => verdict === 'slower') ? 1 : 0;
};

/** `binnacle profile diff`: what got slower between two releases, by how much, and how sure that is. */
export const createDiffCommand = (io: Io): Command =>
  withProfileOptions(
    new Command('diff')
      .description('what got slower, by how much, and how sure that is')
      .argument('<before>', 'a profile, several with commas, or a folder of them')
      .argument('<after>', 'the same, of the other side'),
  )
    .addOption(
      new Option('--by <measure>', 'what is compared (default: value for a heap, else rate)').choices([
        'rate',
        'share',
        'value',
      ]),
    )
    .addOption(
      new Option('--column <column>', 'cost of a function itself, or with what it calls')
        .choices(['self', 'total'])
        .default('self'),
    )
    .addOption(
      new Option('--confidence <share>', 'how sure a difference is to be')
        .argParser(parseConfidence)
        .default(0.95),
    )
    .addOption(new Option('--limit <n>', 'functions of each part').argParser(parseCount).default(20))
    .option('--all', 'show what is not sure, too')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((before: string, after: string, options: DiffOptions) => diff(before, after, options, io));
