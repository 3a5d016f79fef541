// Writes what is known of the instrumentations without loading them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstrumentationEntry, InstrumentationModule } from '../src/node/instrumentation.ts';
import type { GeneratedFile } from './write.ts';

const FOLDER = 'src/node/instrumentations';

const instrumentationsOf = async (root: string): Promise<readonly InstrumentationModule[]> =>
  Promise.all(
    readdirSync(join(root, FOLDER))
      .map((file) => file.replace(/\.ts$/, ''))
      .sort()
      .map(async (name) => {
        const file = `${name}.ts`;
        const { instrumentation }: { instrumentation: InstrumentationModule } = await import(
          join(root, FOLDER, file)
        );
        if (name === instrumentation.name) return instrumentation;
        throw new Error(`${FOLDER}/${file}: the name is ${instrumentation.name}, and must equal the file's`);
      }),
  );

/** The registry's path and text, relative to `root`. */
export const renderInstrumentationRegistry = async (root: string): Promise<GeneratedFile> => {
  const entries = (await instrumentationsOf(root)).map((instrumentation) => {
    const {
      library: _library,
      versions: _versions,
      makes: _makes,
      create: _create,
      ...entry
    } = instrumentation;
    return `  ${JSON.stringify(entry)},`;
  });
  const text = [
    '// Written by `npm run generate`.',
    "import type { InstrumentationEntry } from './instrumentation.ts';",
    '',
    'export const instrumentations: readonly InstrumentationEntry[] = [',
    ...entries,
    '];',
    '',
  ].join('\n');
  return { path: `${FOLDER}.generated.ts`, text };
};

/** The names, for the README. */
export const renderInstrumentationList = (entries: readonly InstrumentationEntry[]): string =>
  entries.map(({ name }) => `\`${name}\``).join(', ');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const readManifest = (root: string, folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** The table of all instrumentations in the documentation, with the versions that the tests run. */
export const renderCoverageTable = async (root: string): Promise<string> => {
  const { devDependencies = {} } = readManifest(root, '.');
  const { dependencies: oldest = {} } = readManifest(root, 'test/oldest');
  const rows = (await instrumentationsOf(root)).map((instrumentation) => {
    const { name, summary, packages, builtins, lateBuiltins = [], library, versions } = instrumentation;
    const main = library ?? packages[0] ?? '';
    const modules = [...builtins, ...lateBuiltins].map((each) => `node:${each}`);
    const where = [...(library ? [library] : []), ...packages, ...modules];
    const tested = [oldest[main], devDependencies[main]].filter((version) => version !== undefined);
    const cells = [
      code(name),
      where.map(code).join(', '),
      versions ? code(versions) : '',
      tested.join(' and '),
      (instrumentation.makes ?? ['spans']).join(', '),
      instrumentation.isExtra ? 'off' : 'on',
      summary,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| name | for | versions | tested with | makes | default | what |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
};
