// Writes collector/schema/<version>.json.gz, the schema of the Collector's components: `npm run collector-schema`.
// Builds the program in collector/schema with the components of its manifest, which needs Go and takes minutes.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { createModule, go, missingGo } from '../test/backends/go.ts';
import { run } from '../test/backends/run.ts';
import { RELEASES } from '../test/backends/versions.ts';

interface Manifest {
  readonly dist: Readonly<Record<string, unknown>> & { readonly version: string };
  readonly [section: string]: unknown;
}

const folder = join(import.meta.dirname, '../collector/schema');
const { module, moduleVersion } = RELEASES.collector;

/** The builder writes components.go; its go.mod is left aside, because tidying it wants what foreign tests need. */
const generateComponents = async (work: string, manifest: Manifest): Promise<void> => {
  const generated = join(work, 'generated');
  const config = join(work, 'manifest.json');
  writeFileSync(config, JSON.stringify({ ...manifest, dist: { ...manifest.dist, output_path: generated } }));
  mkdirSync(generated);
  await go(work, [
    'run',
    `${module}@${moduleVersion}`,
    '--config',
    config,
    '--skip-get-modules',
    '--skip-compilation',
  ]);
  cpSync(join(generated, 'components.go'), join(work, 'components.go'));
  rmSync(generated, { recursive: true });
};

const requirementsOf = (manifest: Manifest): readonly string[] =>
  Object.values(manifest)
    .filter((section) => Array.isArray(section))
    .flatMap((components: readonly { gomod: string }[]) => components.map(({ gomod }) => gomod));

/** The same bytes each time: Go writes maps in the order of their keys, and gzip gets no date. */
const pack = (text: string): Buffer => gzipSync(JSON.stringify(JSON.parse(text)), { level: 9 });

const missing = await missingGo();
if (missing) throw new Error(`collector-schema needs Go: ${missing}`);
const manifest = parse(readFileSync(join(folder, 'manifest.yaml'), 'utf8')) as Manifest;
const { version } = manifest.dist;
const work = mkdtempSync(join(tmpdir(), 'collector-schema-'));
try {
  await generateComponents(work, manifest);
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.go')))
    cpSync(join(folder, name), join(work, name));
  await createModule(work, [
    `go.opentelemetry.io/collector/otelcol ${moduleVersion}`,
    ...requirementsOf(manifest),
  ]);
  const program = join(work, 'dump');
  await go(work, ['build', '-o', program, '.']);
  const file = join(folder, `${version}.json.gz`);
  writeFileSync(file, pack(await run(program, [version])));
  console.log(file);
} finally {
  rmSync(work, { recursive: true, force: true });
}
