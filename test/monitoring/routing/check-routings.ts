import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRouting, readAlertmanager, renderAlertmanager } from '../../../src/monitoring/index.ts';
import { run } from '../../backends/run.ts';
import { randomRouting } from './random-routing.ts';

interface Refused {
  readonly seed: number;
  readonly why: string;
}

/** Files for one call of amtool: a command line may not be endless. */
const FILES_PER_CALL = 100;

/** Random files routing.yaml of which the reader, amtool or the reader of what was written says no. */
export const checkRandomRoutings = async (
  amtool: string,
  { seed, count }: { readonly seed: number; readonly count: number },
): Promise<readonly Refused[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'binnacle-routings-'));
  const refused: Refused[] = [];
  try {
    for (let from = seed; from < seed + count; from += FILES_PER_CALL) {
      const files = new Map<string, number>();
      for (let each = from; each < Math.min(from + FILES_PER_CALL, seed + count); each++) {
        const { routing, faults } = parseRouting(JSON.stringify(randomRouting(each)));
        if (!routing) {
          refused.push({ seed: each, why: JSON.stringify(faults) });
          continue;
        }
        const text = renderAlertmanager(routing, 'routing.yaml', 'a test');
        const read = readAlertmanager(text);
        if (!read.alertmanager) refused.push({ seed: each, why: JSON.stringify(read.faults) });
        const file = join(directory, `${each}.yml`);
        await writeFile(file, text);
        files.set(file, each);
      }
      const output = await run(amtool, ['check-config', ...files.keys()]).catch((error: Error) =>
        String(((error.cause ?? error) as { stdout?: string }).stdout ?? error.message),
      );
      for (const [file, each] of files)
        if (!output.includes(`Checking '${file}'  SUCCESS`))
          refused.push({ seed: each, why: output.slice(0, 300) });
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  return refused;
};
