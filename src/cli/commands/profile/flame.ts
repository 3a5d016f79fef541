import { Command, InvalidArgumentError, Option } from 'commander';
import { callTree } from '../../../core/profiling/call-tree.ts';
import { hotFunctions, totalOf } from '../../../core/profiling/hot-functions.ts';
import { type Io, UsageError } from '../../io.ts';
import { writeText } from '../../write-text.ts';
import { type ProfileOptions, typeIndex, withProfileOptions } from './options.ts';
import { readProfiles } from './read-profile.ts';
import { renderHtml } from './render-html.ts';
import { renderSvg } from './render-svg.ts';
import { applySourceMaps } from './source-maps.ts';

const NOTES = `
Writes one file that needs nothing else and asks nobody. The HTML can be searched, zoomed and used with the keyboard,
and has the same as a table; the SVG is a picture whose text a browser finds.

Exit status: 0 fine, 2 a file is no profile or the other cannot be written.

Examples:
  $ binnacle profile flame profiles/shop-cpu-*.pb.gz --out flame.html
  $ binnacle profile flame profiles --only route=/reports/:id --out reports.html
  $ binnacle profile flame cpu.pb.gz --out flame.svg --min 0.01
`;

interface FlameOptions extends ProfileOptions {
  readonly out: string;
  readonly min: number;
}

const parseShare = (text: string): number => {
  const share = /^(?:0|0?\.\d{1,6})$/.test(text) ? Number(text) : Number.NaN;
  if (share >= 0 && share <= 0.5) return share;
  throw new InvalidArgumentError('expected a number from 0 to 0.5, such as 0.001.');
};

/** Rows of the table beside the picture. */
const MAX_ROWS = 50;

const titleOf = (files: readonly string[], { only = [] }: FlameOptions): string => {
  const names = files.length === 1 ? `${files[0]}` : `${files[0]} and ${files.length - 1} more`;
  return [names, ...only.map(({ label, value }) => `${label}=${value}`)].join(', ');
};

const flame = (given: readonly string[], options: FlameOptions, io: Io): void => {
  const isSvg = options.out.endsWith('.svg');
  if (!isSvg && !/\.html?$/.test(options.out))
    throw new UsageError(
      `--out: ${options.out} is not accepted, expected a name that ends with .html or .svg`,
    );
  const { profile: read, files } = readProfiles(given, options, io);
  const index = typeIndex(read, options.type);
  const profile = options.sourceMaps ? applySourceMaps(read, options.root, io) : read;
  const type = profile.types[index] ?? { type: '', unit: '' };
  const graph = {
    tree: callTree(profile, index, options.min),
    type,
    total: totalOf(profile, index),
    title: titleOf(files, options),
    functions: hotFunctions(profile, index).slice(0, MAX_ROWS),
  };
  writeText(options.out, isSvg ? renderSvg(graph) : renderHtml(graph), io);
  io.stderr(`wrote ${options.out}\n`);
};

/** `binnacle profile flame`: a flame graph as one file. */
export const createFlameCommand = (io: Io): Command =>
  withProfileOptions(
    new Command('flame')
      .description('a flame graph as one file of HTML or SVG')
      .argument('<files...>', 'profiles, or a folder of them; - reads standard input'),
  )
    .requiredOption('--out <file>', 'where to, .html or .svg')
    .addOption(
      new Option('--min <share>', 'leave out what costs less than this share')
        .argParser(parseShare)
        .default(0.001),
    )
    .addHelpText('after', NOTES)
    .action((files: string[], options: FlameOptions) => flame(files, options, io));
