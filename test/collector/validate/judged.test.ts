import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { loadSchema } from '../../../src/cli/commands/collector/load-schema.ts';
import { findPackageRoot } from '../../../src/cli/package-root.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { complete } from './complete.ts';

const folder = join(import.meta.dirname, 'judged');
const root = findPackageRoot(import.meta.dirname);

/** Found when the Collector starts alone. */
const AT_START = ['fails-to-start', 'missing-extension', 'port-conflict'];

/** What the real Collector of that version said of each example. */
const readJudged = (file: string) =>
  Object.entries(
    parse(readFileSync(join(folder, file), 'utf8')) as Record<string, readonly unknown[]>,
  ).flatMap(([verdict, examples]) =>
    examples.map((example) => ({ verdict, example: JSON.stringify(example) })),
  );

describe.each(readdirSync(folder))('as %s says', (file) => {
  const schema = loadSchema(root, file.replace('.yaml', ''));
  test.each(readJudged(file))('$verdict: $example', ({ example, verdict }) => {
    const { problems } = validateConfiguration([{ name: 'example.yaml', text: complete(example, schema) }], {
      schema,
      env: {},
      readFile: () => '',
    });
    const faults = problems.filter(({ id, severity }) => severity === 'error' && !AT_START.includes(id));
    if (verdict === 'accepted') expect(faults).toEqual([]);
    else expect(faults.map(({ message }) => message)).not.toEqual([]);
  });
});
