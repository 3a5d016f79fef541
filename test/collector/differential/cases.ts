import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse, stringify } from 'yaml';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import { assemble } from './assemble.ts';
import type { Snippet } from './corpus.ts';
import { mutate } from './mutate.ts';
import { mutateText } from './mutate-text.ts';
import { createRandom, pick, type Random } from './random.ts';

/** A configuration that is right. */
export interface Base {
  readonly name: string;
  readonly document: unknown;
  /** The Collector refuses it as it is. */
  readonly isRefused?: boolean;
}

export interface Case {
  readonly name: string;
  /** What was changed; empty for a configuration as it is written. */
  readonly change: string;
  /** Files, each laid over those before it. */
  readonly texts: readonly string[];
  /** It is expected to be refused, or to be taken. */
  readonly isRefused?: boolean | undefined;
}

export const fileBases = (files: readonly string[]): Promise<readonly Base[]> =>
  Promise.all(
    files.map(async (file) => ({
      name: basename(file, '.yaml'),
      document: parse(await readFile(file, 'utf8')),
    })),
  );

/** One configuration of each snippet. */
export const snippetBases = (snippets: readonly Snippet[], schema: CollectorSchema): readonly Base[] =>
  snippets.map((snippet) => ({
    name: snippet.name,
    isRefused: snippet.isRefused,
    document: assemble([snippet], schema),
  }));

/** Whole configurations of some components each. */
export const mixedBases = (
  snippets: readonly Snippet[],
  schema: CollectorSchema,
  count: number,
  random: Random,
): readonly Base[] => {
  const right = snippets.filter(({ isRefused }) => !isRefused);
  return Array.from({ length: count }, (_, index) => {
    const parts = Array.from({ length: 3 + Math.floor(random() * 8) }, () => pick(random, right));
    return { name: `mixed-${index}`, document: assemble(parts, schema) };
  });
};

const textOf = (document: unknown): string => stringify(document, { lineWidth: 0 });

/** The configurations as they are, and `count` mutations of them, most with one change and some with more. */
export const createCases = (bases: readonly Base[], count: number, seed: number): readonly Case[] => {
  const random = createRandom(seed);
  const right = bases.filter(({ isRefused }) => !isRefused);
  const mutated = Array.from({ length: count }, (_, index) => {
    const base = pick(random, right);
    const changes: string[] = [];
    let documents: readonly unknown[] = [base.document];
    do {
      const mutation = mutate(documents[0], random);
      changes.push(`${mutation.kind} ${mutation.path}`);
      documents = [...mutation.documents, ...documents.slice(1)];
    } while (random() < 0.25);
    return { name: `${base.name}-${index}`, change: changes.join(', '), texts: documents.map(textOf) };
  });
  return [
    ...bases.map(({ name, document, isRefused = false }) => ({
      name,
      isRefused,
      change: '',
      texts: [textOf(document)],
    })),
    ...mutated,
  ];
};

/** Files as they are written, with `count` changes of their text: what is YAML, and what it says, is all that is asked. */
export const textCases = async (
  files: readonly string[],
  count: number,
  seed: number,
): Promise<readonly Case[]> => {
  const random = createRandom(seed);
  const texts = await Promise.all(
    files.map(async (file) => ({ name: basename(file, '.yaml'), text: await readFile(file, 'utf8') })),
  );
  return Array.from({ length: count }, (_, index) => {
    const { name, text } = pick(random, texts);
    let changed = mutateText(text, random);
    if (random() < 0.3) {
      const again = mutateText(changed.text, random);
      changed = { text: again.text, change: `${changed.change}, ${again.change}` };
    }
    return { name: `${name}-text-${index}`, change: changed.change, texts: [changed.text] };
  });
};
