// Compares our verdicts with those of a real Collector: `npm run bench:collector-differential -- --count 3000 --seed 2`.
// --start starts the configurations of the corpus, and --count of them with a change that may keep them from starting.
// --ottl asks about --count random statements, conditions and values of OTTL, many in one run.
// --text changes --count times a character or a word of whole configurations.
// --more takes components that are in no Collector of the tests; --version says which the Collector has.
// --full takes the Collector with every component, and all that the corpus knows of any.
// --collector names a binary; components of the corpus that it lacks are left out.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSchema } from '../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../src/cli/package-root.ts';
import { requireServer } from '../test/backends/find-server.ts';
import { optionalServer } from '../test/backends/optional-server.ts';
import type { Assembled } from '../test/collector/differential/assemble.ts';
import {
  createCases,
  fileBases,
  mixedBases,
  snippetBases,
  textCases,
} from '../test/collector/differential/cases.ts';
import { restrictSchema } from '../test/collector/differential/collector-run.ts';
import { compare, reportOf } from '../test/collector/differential/compare.ts';
import { aimCases, compareStarts, startReport } from '../test/collector/differential/compare-starts.ts';
import { readCorpus, readMore } from '../test/collector/differential/corpus.ts';
import { coverageOf } from '../test/collector/differential/coverage.ts';
import { createRandom } from '../test/collector/differential/random.ts';
import { createSurroundings } from '../test/collector/differential/surroundings.ts';
import { compareTexts, textReport } from '../test/collector/ottl/compare-texts.ts';
import { takeTexts } from '../test/collector/ottl/random-texts.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    mixed: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    start: { type: 'boolean', default: false },
    ottl: { type: 'boolean', default: false },
    text: { type: 'boolean', default: false },
    more: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    version: { type: 'string' },
    collector: { type: 'string' },
    // Folders of whole configurations, beside those of the corpus.
    bases: { type: 'string', multiple: true },
  },
});

const collector =
  values.collector ?? (await (values.full ? optionalServer('otelcol-full') : requireServer('otelcol')));
if (collector === undefined) process.exit(1);
const fixtures = (values.full ? ['slim', 'full'] : ['slim']).map((name) =>
  join(import.meta.dirname, '../test/collector/differential/fixtures', name),
);
const files = (
  await Promise.all(
    (values.bases ?? fixtures).map(async (path) =>
      (await readdir(path)).filter((name) => name.endsWith('.yaml')).map((name) => join(path, name)),
    ),
  )
).flat();
const root = findPackageRoot(import.meta.dirname);
const whole = values.version === undefined ? loadSchema(root) : loadSchema(root, values.version);
const schema = await restrictSchema(whole, collector);
const snippets = [
  ...(values.more ? [] : readCorpus(schema)),
  ...(values.more || values.full ? readMore(schema) : []),
];
const { keys, used, unused } = coverageOf(snippets, schema);
console.log(`${snippets.length} ways of using components, ${used} of ${keys} keys of their schemas`);
if (!values.more && !values.full) for (const key of unused) console.log(`not used: ${key}`);
const seed = Number(values.seed);
if (snippets.length === 0) {
  console.error(
    `${collector} has none of the components that ${values.more ? '--more' : 'the corpus'} is about`,
  );
  process.exit(1);
}
const snippetCases = snippetBases(snippets, schema);
const folder = await mkdtemp(join(tmpdir(), 'collector-differential-'));
const surroundings = createSurroundings(folder);
const started = performance.now();

const compareOttl = async (): Promise<string | undefined> => {
  if (!schema.ottl) throw new Error('the schema has no table of OTTL');
  const texts = takeTexts(
    schema.ottl,
    seed,
    Number(values.count),
    ({ kind, component }) => schema[kind][component] !== undefined,
  );
  const comparison = await compareTexts(texts, collector, schema, folder);
  console.log(textReport(comparison));
  return comparison.misses[0] ?? comparison.falseAlarms[0];
};

const compareAll = async (): Promise<string | undefined> => {
  if (values.start) {
    const right = snippetCases.filter(({ isRefused }) => !isRefused);
    const bases = right.map(({ name, document }) => ({ name, change: '', document: document as Assembled }));
    const aimed = aimCases(bases, Number(values.count), createRandom(seed));
    const comparison = await compareStarts([...bases, ...aimed], collector, schema, surroundings);
    console.log(startReport(comparison));
    return comparison.disagreements[0];
  }
  const mixed = mixedBases(snippets, schema, Number(values.mixed), createRandom(seed));
  const cases = values.text
    ? await textCases(files, Number(values.count), seed)
    : createCases([...(await fileBases(files)), ...snippetCases, ...mixed], Number(values.count), seed);
  const comparison = await compare(cases, collector, schema, surroundings);
  console.log(reportOf(comparison));
  return comparison.disagreements[0]?.name ?? comparison.wrong[0];
};

const first = await (values.ottl ? compareOttl() : compareAll());
await rm(folder, { recursive: true, force: true });
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = first === undefined ? 0 : 1;
