import { dirname, isAbsolute, join } from 'node:path';
import type { Named, TestCase } from '../../../../collector/case/case.ts';
import { createIds, type Ids } from '../../../../collector/case/input/ids.ts';
import { type Request, requestsOf, requestsOfFile } from '../../../../collector/case/input/requests.ts';
import type { Components } from '../../../../collector/case/rewrite/components.ts';
import { keepReferences } from '../../../../collector/case/rewrite/keep-references.ts';
import { CannotRun, type Plan, planRun } from '../../../../collector/case/rewrite/plan.ts';
import { targetsOf } from '../../../../collector/case/rewrite/targets.ts';
import { loadConfiguration, type SourceFile } from '../../../../collector/document/load.ts';
import { mergeNodes } from '../../../../collector/document/merge.ts';
import { type ConfigNode, placeText } from '../../../../collector/document/node.ts';
import { readYaml } from '../../../../collector/document/read.ts';
import type { CollectorSchema } from '../../../../collector/schema/schema.ts';
import { validateConfiguration } from '../../../../collector/validate/validate.ts';
import { type Io, UsageError } from '../../../io.ts';
import { readSources, surroundingsOf } from '../read-sources.ts';

interface Delivery {
  readonly request: Request;
  readonly headers: Readonly<Record<string, string>>;
  /** Indices of the receivers of the plan. */
  readonly taps: readonly number[];
}

/** A case with everything that it reads. */
export interface LoadedCase {
  readonly plan: Plan;
  /** The configuration, laid together, with variables as they are written. */
  readonly root: ConfigNode;
  readonly deliveries: readonly Delivery[];
  readonly ids: Ids;
  readonly baseNanos: bigint;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const NANOS_PER_MILLI = 1_000_000n;

const readNamed = ({ name, place }: Named, testCase: TestCase, io: Io): SourceFile => {
  const path = isAbsolute(name) ? name : join(dirname(testCase.place.file), name);
  try {
    const [source] = readSources([path], io);
    return source as SourceFile;
  } catch (error) {
    if (error instanceof UsageError) throw new CannotRun(placeText(place, error.message));
    throw error;
  }
};

/** What the Collector would refuse, and does not see where receivers and exporters are others. */
const HIDDEN: ReadonlySet<string> = new Set([
  'ambiguous-id',
  'dangling-reference',
  'missing-extension',
  'unknown-signal',
  'wrong-signal',
]);

const rootOf = (sources: readonly SourceFile[], env: Io['env'], schema: CollectorSchema, io: Io) => {
  const surroundings = { ...surroundingsOf(io), env };
  const loaded = loadConfiguration(sources, surroundings);
  const { node } = loaded;
  const problems = [
    ...loaded.problems,
    ...(node ? validateConfiguration(sources, { schema, ...surroundings }).problems : []).filter(({ id }) =>
      HIDDEN.has(id),
    ),
  ];
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new CannotRun(errors.map(({ place, message }) => placeText(place, message)).join('\n'));
  if (!node) throw new CannotRun(`${sources.map(({ name }) => name).join(', ')}: is empty`);
  const written = sources
    .flatMap(({ name, text }) => readYaml(text, name).node ?? [])
    .reduce((base, over) => mergeNodes(base, over));
  return { expanded: node, root: keepReferences(written, node) };
};

interface LoadContext {
  readonly components: Components;
  readonly schema: CollectorSchema;
  readonly keepsTiming: boolean;
}

/** Reads the configuration and the input of a case. Throws CannotRun where that cannot be. */
export const loadCase = (
  testCase: TestCase,
  { components, schema, keepsTiming }: LoadContext,
  io: Io,
): LoadedCase => {
  const env = { ...io.env, ...testCase.env };
  const sources = testCase.config.map((named) => readNamed(named, testCase, io));
  const { expanded, root } = rootOf(sources, env, schema, io);
  const into = testCase.input.flatMap((input) => input.into.map(({ name }) => name));
  const plan = planRun(expanded, {
    components,
    schema,
    into,
    keepsTiming: keepsTiming || testCase.timing.keep,
  });
  const ids = createIds(testCase.name);
  const baseNanos = BigInt(Date.now()) * NANOS_PER_MILLI;
  const surroundings = { ids, baseNanos };
  const deliveries = testCase.input.flatMap((input): readonly Delivery[] => {
    const fromFile = input.file ? requestsOfFile(readNamed(input.file, testCase, io), surroundings) : [];
    return [...requestsOf(input, surroundings), ...fromFile].map((request) => ({
      request,
      headers: input.headers,
      taps: targetsOf(plan, input, request.signal).map((tap) => plan.taps.indexOf(tap)),
    }));
  });
  return { plan, root, deliveries, ids, baseNanos, env };
};
