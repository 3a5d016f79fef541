// Writes the schemas of the Collector's components: `npm run collector-schema`. For each release of
// collector/schema/components.yaml, a Go program is built with the components of that release, which needs Go and takes
// up to a quarter of an hour, and asks them. Then `collector/schema` gets `<newest>.json.gz`, `<older>.delta.json.gz`
// for each other release, and `descriptions.json.gz`.
//   --keep FOLDER  keeps what each release printed there, and takes from there what is kept
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createDelta } from '../src/collector/schema/delta.ts';
import { writeSchemaText } from '../src/collector/schema/text.ts';
import { missingGo } from '../test/backends/go.ts';
import { combine } from './collector-schema/combine.ts';
import { modulesAt, readComponents, SCHEMA_FOLDER } from './collector-schema/components.ts';
import { mergeDescriptions } from './collector-schema/descriptions.ts';
import { dumpRelease } from './collector-schema/dump.ts';
import { keepDump, keptDump } from './collector-schema/kept.ts';
import { withOverlay } from './collector-schema/overlay.ts';

/** The same bytes each time: Go writes maps in the order of their keys, and gzip gets no date. */
const write = (name: string, text: string): void => {
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(join(SCHEMA_FOLDER, name), packed);
  console.log(`${name}: ${Math.ceil(packed.length / 1024)} KiB`);
};

const { keep } = parseArgs({ options: { keep: { type: 'string' } } }).values;
const missing = await missingGo();
if (missing) throw new Error(`collector-schema needs Go: ${missing}`);
const components = readComponents();
const dumps = [];
for (const release of components.releases) {
  const kept = keep === undefined ? undefined : keptDump(keep, release.version);
  if (!kept) console.log(`${release.version}: building, which takes minutes`);
  const dump = kept ?? (await dumpRelease(release, modulesAt(components, release.version)));
  if (keep !== undefined) keepDump(keep, release.version, dump);
  dumps.push(dump);
}

const schemas = dumps.map(({ schema }) => schema);
const [newest, ...older] = schemas.map((schema) => withOverlay(combine(schemas, schema)));
if (!newest) throw new Error('components.yaml has no releases');
for (const name of readdirSync(SCHEMA_FOLDER).filter((each) => each.endsWith('.json.gz')))
  rmSync(join(SCHEMA_FOLDER, name));
write(`${newest.version}.json.gz`, writeSchemaText(newest));
for (const schema of older)
  write(`${schema.version}.delta.json.gz`, JSON.stringify(createDelta(newest, schema) ?? {}));
const descriptions = mergeDescriptions(dumps.map((dump) => dump.descriptions));
write('descriptions.json.gz', JSON.stringify(descriptions));
