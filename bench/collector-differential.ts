// Compares our verdicts with those of a real Collector: `npm run bench:collector-differential -- --count 3000 --seed 2`.
// --collector names a binary, --bases a folder of configurations; fixtures/full has those for all
// components that have a schema.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSchema } from '../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../src/cli/package-root.ts';
import { requireServer } from '../test/backends/find-server.ts';
import { restrictSchema } from '../test/collector/differential/collector-run.ts';
import { compare, createCases, reportOf } from '../test/collector/differential/compare.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    collector: { type: 'string' },
    bases: {
      type: 'string',
      default: join(import.meta.dirname, '../test/collector/differential/fixtures/slim'),
    },
  },
});

const collector = values.collector ?? (await requireServer('otelcol'));
if (collector === undefined) process.exit(1);
const files = (await readdir(values.bases))
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => join(values.bases, name));
const schema = await restrictSchema(loadSchema(findPackageRoot(import.meta.dirname)), collector);
const folder = await mkdtemp(join(tmpdir(), 'collector-differential-'));
const cases = await createCases(files, Number(values.count), Number(values.seed));
const started = performance.now();
const comparison = await compare(cases, collector, schema, folder);
await rm(folder, { recursive: true, force: true });
console.log(reportOf(comparison));
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = comparison.disagreements.length > 0 ? 1 : 0;
