import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadConfiguration } from '../../../src/collector/document/load.ts';
import type { OttlKind } from '../../../src/collector/ottl/check.ts';
import { checkAllOttl } from '../../../src/collector/ottl/check-all.ts';
import { SyntaxFault } from '../../../src/collector/ottl/fault.ts';
import { parseCondition, parseStatement, parseValueExpression } from '../../../src/collector/ottl/parse.ts';
import type { CollectorSchema } from '../../../src/collector/schema/schema.ts';
import { collectorRun } from '../differential/collector-run.ts';
import { freePorts, startRun } from '../differential/start-run.ts';
import type { RandomText } from './random-texts.ts';
import { runWhole } from './run-whole.ts';

/** Where a text is wrong as both see it: line and column, from 1. */
interface Position {
  readonly text: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface TextComparison {
  readonly texts: number;
  readonly refused: number;
  readonly misses: readonly string[];
  readonly falseAlarms: readonly string[];
  /** Of texts that cannot be read. */
  readonly positions: number;
  readonly otherPositions: readonly Position[];
}

/** How many the Collector reads at a time. It says of each component of a configuration what is wrong with it. */
const BATCH = 400;

const configure = (texts: readonly RandomText[], service: unknown, port = 4317): string =>
  stringify(
    {
      receivers: { otlp: { protocols: { grpc: { endpoint: `127.0.0.1:${port}` } } } },
      exporters: { debug: null },
      ...Object.fromEntries(
        (['processors', 'connectors'] as const).map((section) => [
          section,
          Object.fromEntries(
            texts.flatMap(({ kind, component, config }, index) =>
              kind === section ? [[`${component}/${index}`, config]] : [],
            ),
          ),
        ]),
      ),
      service,
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );

const UNUSED = { pipelines: { traces: { receivers: ['otlp'], exporters: ['debug'] } } };

const refusedHere = (texts: readonly RandomText[], schema: CollectorSchema): ReadonlySet<number> => {
  const { node } = loadConfiguration([{ name: 'c.yaml', text: configure(texts, UNUSED) }], {
    env: {},
    readFile: () => '',
  });
  const problems = node ? checkAllOttl(node, schema) : [];
  return new Set(
    problems
      .filter(({ severity }) => severity === 'error')
      .map(({ path }) => Number(String(path[1]).split('/')[1])),
  );
};

/** What the Collector says of each component, by its number. */
const saidOf = (stderr: string): ReadonlyMap<number, string> => {
  const said = new Map<number, string>();
  let current = -1;
  for (const line of stderr.split('\n')) {
    const found = /^(?:Error: )?(?:processors|connectors)::\w+\/(\d+): (.*)$/.exec(line);
    if (found) current = Number(found[1]);
    said.set(current, `${said.get(current) ?? ''} ${found?.[2] ?? line}`);
  }
  return said;
};

const READERS: Readonly<Record<OttlKind, (text: string) => unknown>> = {
  statement: parseStatement,
  condition: parseCondition,
  value: parseValueExpression,
};

const ourPosition = ({ kind, text }: NonNullable<RandomText['only']>): string | undefined => {
  try {
    READERS[kind](text);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    const lines = text.slice(0, error.offset).split('\n');
    return `${lines.length}:${[...(lines.at(-1) as string)].length + 1}`;
  }
};

const positionOf = ({ only }: RandomText, said: string): Position | undefined => {
  const theirs = /has invalid syntax: (\d+:\d+): /.exec(said)?.[1];
  const ours = only && ourPosition(only);
  return only && theirs !== undefined && ours !== undefined ? { text: only.text, ours, theirs } : undefined;
};

const shown = ({ component, config }: RandomText, said = ''): string =>
  `${component} ${JSON.stringify(config)} ${said}`.trim();

const compareBatch = async (
  texts: readonly RandomText[],
  collector: string,
  schema: CollectorSchema,
  folder: string,
): Promise<TextComparison> => {
  const file = join(folder, 'ottl.yaml');
  await writeFile(file, configure(texts, UNUSED));
  const theirs = saidOf(await runWhole(collector, ['validate', `--config=${file}`]));
  const ours = refusedHere(texts, schema);
  const positions = texts.flatMap((text, index) => positionOf(text, theirs.get(index) ?? '') ?? []);
  return {
    texts: texts.length,
    refused: texts.filter((_, index) => theirs.has(index)).length,
    misses: texts.flatMap((text, index) =>
      theirs.has(index) && !ours.has(index) ? [shown(text, theirs.get(index))] : [],
    ),
    falseAlarms: texts.flatMap((text, index) => (!theirs.has(index) && ours.has(index) ? [shown(text)] : [])),
    positions: positions.length,
    otherPositions: positions.filter((each) => each.ours !== each.theirs),
  };
};

type Pipeline = { receivers: string[]; processors?: string[]; exporters: string[] };

/** Pipelines in which each of the components stands. */
const pipelinesOf = (texts: readonly RandomText[]): Readonly<Record<string, Pipeline>> => {
  const pipelines: Record<string, Pipeline> = {};
  for (const [index, { component, target }] of texts.entries()) {
    const id = `${component}/${index}`;
    if (target === undefined) {
      pipelines[`traces/${index}`] = { receivers: ['otlp'], processors: [id], exporters: ['debug'] };
      continue;
    }
    pipelines[`${target.split('/')[0]}/${index}`] = { receivers: ['otlp'], exporters: [id] };
    const { receivers = [] } = pipelines[target] ?? {};
    pipelines[target] = { receivers: [...receivers, id], exporters: ['debug'] };
  }
  return pipelines;
};

/** What is read only when it is built or started: what should be right all at once, and the rest one by one. */
const compareBuilt = async (
  texts: readonly RandomText[],
  collector: string,
  schema: CollectorSchema,
  folder: string,
): Promise<TextComparison> => {
  const start = async (some: readonly RandomText[]): Promise<string | undefined> => {
    const [port = 0] = await freePorts(1);
    const service = { telemetry: { metrics: { level: 'none' } }, pipelines: pipelinesOf(some) };
    const file = join(folder, 'built.yaml');
    await writeFile(file, configure(some, service, port));
    const surroundings = { folder, env: {} };
    const isRead = some.every(({ component }) => component === 'routing');
    return isRead ? collectorRun(collector, surroundings)([file]) : startRun(collector, [file], surroundings);
  };
  const ours = refusedHere(texts, schema);
  const right = texts.filter((_, index) => !ours.has(index));
  const wrong = texts.filter((_, index) => ours.has(index));
  const misses: string[] = [];
  const falseAlarms: string[] = [];
  const checkRight = async (part: readonly RandomText[]): Promise<void> => {
    const said = part.length > 0 ? await start(part) : undefined;
    if (said === undefined) return;
    if (part.length === 1) misses.push(shown(part[0] as RandomText, said));
    else {
      await checkRight(part.slice(0, part.length >> 1));
      await checkRight(part.slice(part.length >> 1));
    }
  };
  await checkRight(right);
  for (const text of wrong) if ((await start([text])) === undefined) falseAlarms.push(shown(text));
  const refused = wrong.length - falseAlarms.length + misses.length;
  return { texts: texts.length, refused, misses, falseAlarms, positions: 0, otherPositions: [] };
};

/** Asks the Collector and us about each text. */
export const compareTexts = async (
  all: readonly RandomText[],
  collector: string,
  schema: CollectorSchema,
  folder: string,
): Promise<TextComparison> => {
  const [started, built] = ['tail_sampling', 'routing'].map((name) =>
    all.filter(({ component }) => component === name),
  ) as [RandomText[], RandomText[]];
  const read = all.filter((text) => !started.includes(text) && !built.includes(text));
  const parts: TextComparison[] = [];
  for (const some of [started, built]) parts.push(await compareBuilt(some, collector, schema, folder));
  for (let from = 0; from < read.length; from += BATCH)
    parts.push(await compareBatch(read.slice(from, from + BATCH), collector, schema, folder));
  return {
    texts: all.length,
    refused: parts.reduce((sum, { refused }) => sum + refused, 0),
    misses: parts.flatMap(({ misses }) => misses),
    falseAlarms: parts.flatMap(({ falseAlarms }) => falseAlarms),
    positions: parts.reduce((sum, { positions }) => sum + positions, 0),
    otherPositions: parts.flatMap(({ otherPositions }) => otherPositions),
  };
};

export const textReport = (comparison: TextComparison): string => {
  const { texts, refused, misses, falseAlarms, positions, otherPositions } = comparison;
  const agreed = texts - misses.length - falseAlarms.length;
  return [
    ...misses.map((each) => `miss ${each}`),
    ...falseAlarms.map((each) => `false alarm ${each}`),
    `${agreed} of ${texts} texts agree (${((100 * agreed) / texts).toFixed(2)} %), ${misses.length} misses, ${falseAlarms.length} false alarms; the Collector refuses ${refused}`,
    `${positions - otherPositions.length} of ${positions} texts that cannot be read are wrong at the same character`,
  ].join('\n');
};
