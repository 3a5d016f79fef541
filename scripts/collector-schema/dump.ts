import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectorSchema, ComponentKind } from '../../src/collector/schema/schema.ts';
import { createModule, go } from '../../test/backends/go.ts';
import { run } from '../../test/backends/run.ts';
import { type Release, SCHEMA_FOLDER } from './components.ts';
import { type Descriptions, describeTypes } from './descriptions.ts';
import { factoriesFile } from './factories.ts';

/** The checksum database lacks a few old releases of these modules. */
const ENVIRONMENT = { GONOSUMDB: 'github.com/open-telemetry/*,go.opentelemetry.io/*' };

/** What the components of one release say. */
export interface Dump {
  readonly schema: CollectorSchema;
  readonly descriptions: Descriptions;
}

/** Builds and runs the Go program with the components of one release, which takes minutes. */
export const dumpRelease = async (
  { version, tags = [], replace = {} }: Release,
  modules: Readonly<Record<ComponentKind, readonly string[]>>,
): Promise<Dump> => {
  const work = mkdtempSync(join(tmpdir(), 'collector-schema-'));
  try {
    for (const name of readdirSync(SCHEMA_FOLDER).filter((each) => each.endsWith('.go')))
      cpSync(join(SCHEMA_FOLDER, name), join(work, name));
    writeFileSync(join(work, 'components.go'), factoriesFile(modules, version));
    const required = ['go.opentelemetry.io/collector/service', ...Object.values(modules).flat()];
    await createModule(
      work,
      required.map((module) => `${module} v${version}`),
    );
    for (const [module, other] of Object.entries(replace))
      appendFileSync(join(work, 'go.mod'), `replace ${module} => ${module} v${other}\n`);
    const program = join(work, 'dump');
    const tagged = ['-tags', tags.join(',')];
    await go(work, ['build', ...tagged, '-ldflags', '-s -w', '-o', program, '.'], ENVIRONMENT);
    const format = '{{with .Module}}{{.Path}} {{.Dir}}{{end}}';
    const listed = await go(work, ['list', '-deps', ...tagged, '-f', format, '.'], ENVIRONMENT);
    const sources = Object.fromEntries(
      listed
        .trim()
        .split('\n')
        .map((line) => line.split(' ')),
    );
    const schema = JSON.parse(await run(program, [version])) as CollectorSchema;
    return { schema, descriptions: describeTypes(schema, sources) };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
