import { Command } from 'commander';
import type { Io } from '../../io.ts';
import { createStyle } from '../../style.ts';
import { checkRelease } from './options.ts';
import { placeOf } from './place.ts';
import { readReleases, requireStore } from './store.ts';

const NOTES = `
Examples:
  $ binnacle sourcemaps list /srv/maps
  $ binnacle sourcemaps list /srv/maps --release shop-page@1.4.0
`;

interface ListOptions {
  readonly release?: string;
  readonly json?: boolean;
}

const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;

const list = async (store: string, { release: wanted, json }: ListOptions, io: Io): Promise<void> => {
  const place = placeOf(store);
  await requireStore(place);
  const name = wanted === undefined ? undefined : checkRelease(wanted);
  const releases = (await readReleases(place)).filter(
    ({ release }) => name === undefined || release === name,
  );
  if (name !== undefined && releases.length === 0) {
    io.stderr(`${store}: no release ${JSON.stringify(name)}\n`);
    io.exitCode = 1;
    return;
  }
  if (json) {
    io.stdout(`${JSON.stringify({ releases })}\n`);
    return;
  }
  const style = createStyle(io);
  for (const { release, uploadedAt, files } of releases) {
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    io.stdout(`${style.bold(release)}  ${uploadedAt}  ${files.length} files  ${mebibytes(bytes)}\n`);
    if (name !== undefined)
      for (const file of files)
        io.stdout(`  ${file.path}  ${file.debugId ?? 'without debug id'}  ${mebibytes(file.bytes)}\n`);
  }
  if (releases.length === 0) io.stdout('no releases\n');
};

/** `binnacle sourcemaps list`: what a store has. */
export const createListCommand = (io: Io): Command =>
  new Command('list')
    .description('say which releases a store has, the newest first')
    .argument('<store>', 'a folder')
    .option('--release <name>', 'say the files of this one')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((store: string, options: ListOptions) => list(store, options, io));
