import { Command } from 'commander';
import { type Io, UsageError } from '../../io.ts';
import { asDays } from '../audit/options.ts';
import { asCount } from './options.ts';
import { placeOf } from './place.ts';
import { pruneStore, readReleases, requireStore } from './store.ts';

const NOTES = `
Removes releases, and the texts that no other release has. With both limits a release goes that is beyond both. Texts
younger than an hour stay, since an upload may be under way.

Examples:
  $ binnacle sourcemaps prune /srv/maps --keep 20 --dry-run
  $ binnacle sourcemaps prune /srv/maps --older-than 90
`;

interface PruneOptions {
  readonly keep?: number;
  readonly olderThan?: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const DAY_MILLIS = 86_400_000;

const prune = async (
  store: string,
  { keep, olderThan, dryRun, json }: PruneOptions,
  io: Io,
): Promise<void> => {
  if (keep === undefined && olderThan === undefined)
    throw new UsageError('say what goes: --keep <count>, --older-than <days> or both');
  const place = placeOf(store);
  await requireStore(place);
  const releases = await readReleases(place);
  const oldest = Date.now() - (olderThan ?? 0) * DAY_MILLIS;
  const isGone = (uploadedAt: string, rank: number): boolean =>
    (keep === undefined || rank >= keep) && (olderThan === undefined || Date.parse(uploadedAt) < oldest);
  const remove = releases.filter(({ uploadedAt }, rank) => isGone(uploadedAt, rank));
  const result = pruneStore(
    place.folder ?? '',
    releases.filter((release) => !remove.includes(release)),
    remove,
    dryRun === true,
  );
  if (json) {
    io.stdout(`${JSON.stringify({ ...result, isDryRun: dryRun === true })}\n`);
    return;
  }
  for (const release of result.releases) io.stdout(`${release}\n`);
  io.stdout(
    `${dryRun ? 'would remove' : 'removed'} ${result.releases.length} of ${releases.length} releases, ${result.contents} texts, ${(result.bytes / 1_048_576).toFixed(1)} MiB\n`,
  );
};

/** `binnacle sourcemaps prune`: what nobody will ask for again. */
export const createPruneCommand = (io: Io): Command =>
  new Command('prune')
    .description('remove old releases from a store')
    .argument('<store>', 'a folder')
    .option('--keep <count>', 'the newest releases that stay', asCount)
    .option('--older-than <days>', 'only those that were uploaded before', asDays)
    .option('--dry-run', 'say what would go, and remove nothing')
    .option('--json', 'print the result as one line of JSON')
    .addHelpText('after', NOTES)
    .action((store: string, options: PruneOptions) => prune(store, options, io));
