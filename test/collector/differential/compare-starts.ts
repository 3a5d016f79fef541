import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Problem } from '../../../src/collector/problem.ts';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import { AIMS } from './aim.ts';
import type { Assembled } from './assemble.ts';
import { collectorRun } from './collector-run.ts';
import { pick, type Random } from './random.ts';
import { freePorts, relocate, startRun } from './start-run.ts';
import type { Surroundings } from './surroundings.ts';

export interface StartCase {
  readonly name: string;
  /** What was changed; empty for a configuration as it is written. */
  readonly change: string;
  readonly document: Assembled;
}

/** Each aim at configurations of the corpus, in turn. */
export const aimCases = (
  bases: readonly StartCase[],
  count: number,
  random: Random,
): readonly StartCase[] => {
  const aims = Object.entries(AIMS);
  return Array.from({ length: count }, (_, index) => {
    const [change, aim] = aims[index % aims.length] as (typeof aims)[number];
    for (;;) {
      const base = pick(random, bases);
      const document = structuredClone(base.document);
      if (aim(document, random)) return { name: `${base.name}-aim-${index}`, change, document };
    }
  });
};

/** What we say of a start, a file that is missing here among it. */
const ourStart = (
  text: string,
  schema: CollectorSchema,
  { env, readFile, pathKind }: Surroundings,
): readonly Problem[] =>
  validateConfiguration([{ name: 'start.yaml', text }], {
    schema,
    env,
    readFile,
    pathKind,
    unknownComponents: 'error',
  }).problems.filter(({ id, severity }) => severity === 'error' || id === 'missing-file');

export interface StartComparison {
  readonly cases: number;
  /** `otelcol validate` refuses these: they are no matter of starting. */
  readonly refused: number;
  readonly failed: number;
  readonly disagreements: readonly string[];
}

/** Ports that one configuration may need. */
const PORTS = 16;
const WORKERS = 2;

/** Starts each configuration that `otelcol validate` takes, and compares that with what we say. */
export const compareStarts = async (
  cases: readonly StartCase[],
  collector: string,
  schema: CollectorSchema,
  surroundings: Surroundings,
): Promise<StartComparison> => {
  const validate = collectorRun(collector, surroundings);
  const waiting = [...cases];
  const disagreements: string[] = [];
  let [refused, failed] = [0, 0];
  const compareOne = async ({ name, change, document }: StartCase): Promise<void> => {
    const text = stringify(relocate(document, await freePorts(PORTS)), { lineWidth: 0 });
    const file = join(surroundings.folder, `${name}.yaml`);
    await writeFile(file, text);
    // Before it runs, since it makes files.
    const problems = ourStart(text, schema, surroundings);
    if ((await validate([file])) !== undefined) {
      refused++;
      return;
    }
    const said = await startRun(collector, [file], surroundings);
    if (said !== undefined) failed++;
    if ((said !== undefined) === problems.length > 0) return;
    const what =
      said === undefined
        ? `false alarm: ${problems.map(({ message }) => message).join('; ')}`
        : `miss: ${said}`;
    disagreements.push(`${name} (${change}): ${what}`);
  };
  const work = async (): Promise<void> => {
    for (let each = waiting.shift(); each; each = waiting.shift()) await compareOne(each);
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return { cases: cases.length, refused, failed, disagreements };
};

export const startReport = ({ cases, refused, failed, disagreements }: StartComparison): string => {
  const started = cases - refused;
  return [
    ...disagreements,
    `${started - disagreements.length} of ${started} starts agree; ${failed} fail to start, ${refused} more are refused before`,
  ].join('\n');
};
