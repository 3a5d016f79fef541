// Writes what is known of the instrumentations without loading them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InstrumentationEntry, InstrumentationModule } from '../src/node/instrumentation.ts';
import type { GeneratedFile } from './write.ts';

const FOLDER = 'src/node/instrumentations';

/** The registry's path and text, relative to `root`. */
export const renderInstrumentationRegistry = async (root: string): Promise<GeneratedFile> => {
  const files = readdirSync(join(root, FOLDER)).sort();
  const entries = await Promise.all(
    files.map(async (file) => {
      const { instrumentation }: { instrumentation: InstrumentationModule } = await import(
        join(root, FOLDER, file)
      );
      const { versions: _versions, makes: _makes, create: _create, ...entry } = instrumentation;
      const { name } = entry;
      if (file !== `${name}.ts`)
        throw new Error(`${FOLDER}/${file}: the name is ${name}, and must equal the file's`);
      return `  ${JSON.stringify(entry)},`;
    }),
  );
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

/** The table of the README. */
export const renderInstrumentationTable = (entries: readonly InstrumentationEntry[]): string =>
  [
    '| name | what |',
    '|---|---|',
    ...entries.map(({ name, summary }) => `| \`${name}\` | ${summary} |`),
  ].join('\n');
