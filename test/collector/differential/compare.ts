import { statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { type CollectorRun, collectorRun } from './collector-run.ts';
import { mutate } from './mutate.ts';
import { createRandom, pick } from './random.ts';

export interface Case {
  readonly name: string;
  /** What was changed; empty for a configuration as it is written. */
  readonly change: string;
  readonly text: string;
}

interface Disagreement extends Case {
  /** A miss: ours accepts what the Collector refuses. */
  readonly isMiss: boolean;
  readonly said: string;
}

export interface Comparison {
  readonly cases: number;
  readonly refused: number;
  readonly disagreements: readonly Disagreement[];
}

/** The files as they are, and `count` mutations of them. */
export const createCases = async (
  files: readonly string[],
  count: number,
  seed: number,
): Promise<readonly Case[]> => {
  const random = createRandom(seed);
  const bases = await Promise.all(
    files.map(async (file) => ({ name: basename(file, '.yaml'), text: await readFile(file, 'utf8') })),
  );
  const mutated = Array.from({ length: count }, (_, index) => {
    const { name, text } = pick(random, bases);
    const { kind, path, document } = mutate(parse(text), random);
    return { name: `${name}-${index}`, change: `${kind} ${path}`, text: stringify(document) };
  });
  return [...bases.map((base) => ({ ...base, change: '' })), ...mutated];
};

const pathKind = (path: string): 'file' | 'directory' | 'missing' => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? (stat.isDirectory() ? 'directory' : 'file') : 'missing';
};

/** Found at start alone, where `otelcol validate` says nothing. */
const AT_START = new Set(['missing-extension', 'port-conflict', 'fails-to-start']);

/** What `otelcol validate` would refuse, as one text; undefined where it would not. */
export const ourVerdict = (text: string, schema: CollectorSchema): string | undefined => {
  const { problems } = validateConfiguration([{ name: 'case.yaml', text }], {
    schema,
    env: process.env,
    readFile: () => {
      throw new Error('no files here');
    },
    unknownComponents: 'error',
    pathKind,
  });
  const refused = problems.filter(
    ({ id, severity, message }) =>
      (severity === 'error' && !AT_START.has(id)) || (id === 'missing-file' && message.includes('directory')),
  );
  return refused.length === 0 ? undefined : refused.map(({ message }) => message).join('; ');
};

const compareCase = async (
  each: Case,
  folder: string,
  schema: CollectorSchema,
  run: CollectorRun,
): Promise<{ isRefused: boolean; disagreement?: Disagreement }> => {
  const file = join(folder, `${each.name}.yaml`);
  await writeFile(file, each.text);
  const theirs = await run(file);
  const ours = ourVerdict(each.text, schema);
  const isRefused = theirs !== undefined;
  if (isRefused === (ours !== undefined)) return { isRefused };
  return { isRefused, disagreement: { ...each, isMiss: isRefused, said: theirs ?? ours ?? '' } };
};

/** Two at a time: each starts a process. */
const WORKERS = 2;

export const compare = async (
  cases: readonly Case[],
  collector: string,
  schema: CollectorSchema,
  folder: string,
): Promise<Comparison> => {
  await mkdir(folder, { recursive: true });
  const run = collectorRun(collector, folder);
  const waiting = [...cases];
  const disagreements: Disagreement[] = [];
  let refused = 0;
  const work = async (): Promise<void> => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      const { isRefused, disagreement } = await compareCase(each, folder, schema, run);
      if (isRefused) refused++;
      if (disagreement) disagreements.push(disagreement);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return { cases: cases.length, refused, disagreements };
};

export const reportOf = ({ cases, refused, disagreements }: Comparison): string => {
  const misses = disagreements.filter(({ isMiss }) => isMiss);
  const agreed = cases - disagreements.length;
  const lines = disagreements.map(
    ({ isMiss, name, change, said }) => `${isMiss ? 'miss' : 'false alarm'} ${name} (${change}): ${said}`,
  );
  const percent = ((100 * agreed) / cases).toFixed(2);
  return [
    ...lines,
    `${agreed} of ${cases} agree (${percent} %), ${misses.length} misses, ${disagreements.length - misses.length} false alarms; the Collector refuses ${refused}`,
  ].join('\n');
};
