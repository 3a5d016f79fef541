import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import { type Case, createCases, fileBases, mixedBases, snippetBases } from './cases.ts';
import { readCorpus, readMore } from './corpus.ts';
import { createRandom } from './random.ts';

interface Counts {
  /** Whole configurations, beside those of the corpus. */
  readonly files: readonly string[];
  readonly mixed: number;
  readonly mutations: number;
  readonly seed: number;
  /** Takes components of which a few uses are known, too. */
  readonly more?: boolean;
}

/** The corpus of those components that a schema has, alone and mixed, and mutations of all of it. */
export const corpusCases = async (
  own: CollectorSchema,
  { files, mixed, mutations, seed, more = false }: Counts,
): Promise<readonly Case[]> => {
  const snippets = [...readCorpus(own), ...(more ? readMore(own) : [])];
  const bases = [
    ...(await fileBases(files)),
    ...snippetBases(snippets, own),
    ...mixedBases(snippets, own, mixed, createRandom(seed)),
  ];
  return createCases(bases, mutations, seed);
};
