import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from '@jest/globals';
import { loadConfiguration, type SourceFile } from '../../../src/collector/document/load.ts';
import { BASE_EXAMPLE } from '../../../src/collector/lint/base-example.ts';
import { type LintOptions, type LintProblem, lintLoaded } from '../../../src/collector/lint/lint.ts';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';

const file = join(import.meta.dirname, '../../../collector/schema/0.155.0.json.gz');

export const schema = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as CollectorSchema;

/** A fragment as rules have it, over the configuration in which nothing is wrong. */
export const sourcesOf = (fragment: string): readonly SourceFile[] => [
  { name: 'base.yaml', text: BASE_EXAMPLE },
  { name: 'rule.yaml', text: fragment },
];

export const lintSources = (
  sources: readonly SourceFile[],
  options: Partial<LintOptions> = {},
  env: Readonly<Record<string, string>> = {},
): readonly LintProblem[] => {
  const readFile = (): string => {
    throw new Error('not there');
  };
  const loaded = loadConfiguration(sources, { env, readFile });
  expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return lintLoaded(loaded, sources, { schema, ...options });
};

/** One line a finding. */
export const shown = (problems: readonly LintProblem[]): readonly string[] =>
  problems.map(({ id, place, message }) => `${place.file}:${place.line} ${id}: ${message}`);
