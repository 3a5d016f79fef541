import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../../src/collector/problem.ts';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import { validateConfiguration } from '../../../src/collector/validate/validate.ts';
import type { Case } from './cases.ts';
import { type CollectorRun, collectorRun } from './collector-run.ts';
import type { Surroundings } from './surroundings.ts';

interface Disagreement extends Case {
  /** A miss: ours accepts what the Collector refuses. */
  readonly isMiss: boolean;
  readonly said: string;
}

export interface Comparison {
  readonly cases: number;
  readonly refused: number;
  /** What the Collector says of configurations of which another verdict was expected. */
  readonly wrong: readonly string[];
  readonly disagreements: readonly Disagreement[];
}

/** Found at start alone, where `otelcol validate` says nothing. */
const AT_START = new Set(['missing-extension', 'port-conflict', 'fails-to-start']);

/** The receiver of Prometheus looks for these before it starts, and for no others. */
const SCRAPE_FILES =
  /^(?:config\.scrape_configs\.\d+(?:\.kubernetes_sd_configs\.\d+)?|target_allocator\.http_scrape_config)\.(?:tls_config\.(?:cert|key)_file|authorization\.credentials_file|bearer_token_file)$/;

/** Whether `otelcol validate` refuses it too. A file that is missing is a warning of ours: it may be there elsewhere. */
const isRefusal = ({ id, severity, message, path }: Problem): boolean => {
  const [kind, component] = path;
  // Conditions of tail sampling are read when it starts.
  if (id.startsWith('ottl') && path.includes('ottl_condition')) return false;
  // A warning where the schema is of an older version, which is the one that the Collector of the tests has.
  if (id === 'unknown-key') return true;
  if (id !== 'missing-file') return severity === 'error' && !AT_START.has(id);
  // The detector of resources makes its client when it is created.
  if (kind === 'processors' && path[2] === 'openshift') return true;
  const isScrape = kind === 'receivers' && /^prometheus(?:\/|$)/.test(String(component));
  return (
    (kind === 'extensions' && message.includes('directory')) ||
    path[2] === 'output_paths' ||
    path.at(-1) === 'database_path' ||
    (isScrape && SCRAPE_FILES.test(path.slice(2).join('.')))
  );
};

/** What `otelcol validate` would refuse, as one text; undefined where it would not. */
export const ourVerdict = (
  texts: readonly string[],
  schema: CollectorSchema,
  { env, readFile, pathKind }: Surroundings,
): string | undefined => {
  const { problems } = validateConfiguration(
    texts.map((text, index) => ({ name: `${index}.yaml`, text })),
    { schema, env, readFile, pathKind, unknownComponents: 'error' },
  );
  const refused = problems.filter(isRefusal);
  return refused.length === 0 ? undefined : refused.map(({ message }) => message).join('; ');
};

/** Whether a name has an address is said by the network alone. */
const isOfNetwork = (theirs: string): boolean => /: no such host\b/.test(theirs);

/** Writes the files of a case. */
const writeCase = ({ name, texts }: Case, folder: string): Promise<readonly string[]> =>
  Promise.all(
    texts.map(async (text, index) => {
      const file = join(folder, `${name.replaceAll('/', '-')}.${index}.yaml`);
      await writeFile(file, text);
      return file;
    }),
  );

const compareCase = async (
  each: Case,
  schema: CollectorSchema,
  run: CollectorRun,
  surroundings: Surroundings,
): Promise<{ theirs: string | undefined; disagreement?: Disagreement }> => {
  const theirs = await run(await writeCase(each, surroundings.folder));
  const ours = ourVerdict(each.texts, schema, surroundings);
  const isRefused = theirs !== undefined;
  if (isRefused === (ours !== undefined) || (theirs !== undefined && isOfNetwork(theirs))) return { theirs };
  return { theirs, disagreement: { ...each, isMiss: isRefused, said: theirs ?? ours ?? '' } };
};

/** Two at a time: each starts a process. */
const WORKERS = 2;

export const compare = async (
  cases: readonly Case[],
  collector: string,
  schema: CollectorSchema,
  surroundings: Surroundings,
): Promise<Comparison> => {
  const run = collectorRun(collector, surroundings);
  const waiting = [...cases];
  const disagreements: Disagreement[] = [];
  const wrong: string[] = [];
  let refused = 0;
  const work = async (): Promise<void> => {
    for (let each = waiting.shift(); each; each = waiting.shift()) {
      const { theirs, disagreement } = await compareCase(each, schema, run, surroundings);
      if (theirs !== undefined) refused++;
      if (each.isRefused !== undefined && each.isRefused !== (theirs !== undefined))
        wrong.push(`${each.name}: ${theirs ?? 'accepted'}`);
      if (disagreement) disagreements.push(disagreement);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return { cases: cases.length, refused, wrong, disagreements };
};

export const reportOf = ({ cases, refused, wrong, disagreements }: Comparison): string => {
  const misses = disagreements.filter(({ isMiss }) => isMiss);
  const agreed = cases - disagreements.length;
  const lines = disagreements.map(
    ({ isMiss, name, change, said }) => `${isMiss ? 'miss' : 'false alarm'} ${name} (${change}): ${said}`,
  );
  const percent = ((100 * agreed) / cases).toFixed(2);
  return [
    ...wrong.map((each) => `not as expected: ${each}`),
    ...lines,
    `${agreed} of ${cases} agree (${percent} %), ${misses.length} misses, ${disagreements.length - misses.length} false alarms; the Collector refuses ${refused}`,
  ].join('\n');
};
