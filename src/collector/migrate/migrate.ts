import type { SourceFile } from '../document/load.ts';
import { type ConfigNode, type Place, pathText } from '../document/node.ts';
import { parseId } from '../id.ts';
import { componentNamed, createContext, type LintContext } from '../lint/context.ts';
import { applyFixes } from '../lint/fix/apply-fixes.ts';
import type { LintProblem } from '../lint/lint.ts';
import { migrations } from '../migrations.generated.ts';
import { type Problem, sortProblems } from '../problem.ts';
import type { RemovedComponent } from '../removed.ts';
import type { CollectorSchema } from '../schema/schema.ts';
import { PIPELINE_KEYS, pipelinesOf } from '../topology.ts';
import type { Change, Migration, Rename } from './migration.ts';
import { oldestFor } from './oldest-for.ts';
import { renameComponent } from './rename-component.ts';
import { compareVersions } from './version.ts';

export interface MigrateOptions {
  /** The version that is to run the configuration. */
  readonly to: string;
  readonly schema: CollectorSchema;
  /** The version that runs it now; what it says about defaults of earlier ones is left out. */
  readonly from?: string;
  /** Reads the files; throws where they cannot be read. */
  load(sources: readonly SourceFile[]): ConfigNode;
}

export interface Migrated {
  readonly sources: readonly SourceFile[];
  /** What was changed, version by version; places are of the text at that time. */
  readonly changes: readonly Problem[];
  /** What somebody has to decide. */
  readonly left: readonly Problem[];
  /** What stays as it is and means something else from a version on. */
  readonly notices: readonly Problem[];
}

type Step = Omit<Migrated, 'notices'>;

/** A finding of one version. */
interface Found extends LintProblem {
  readonly isNotice?: true;
}

/** Most steps change nothing, so that what was read for one is right for the next. */
interface Reader extends MigrateOptions {
  contextOf(sources: readonly SourceFile[]): LintContext;
}

const createReader = (options: MigrateOptions): Reader => {
  const known = new WeakMap<readonly SourceFile[], LintContext>();
  return {
    ...options,
    contextOf(sources) {
      const context = known.get(sources) ?? createContext(options.load(sources), sources, options.schema);
      known.set(sources, context);
      return context;
    },
  };
};

const idsOf = (context: LintContext, { kind, from }: Rename) =>
  context.components.filter((each) => each.kind === kind && parseId(each.id)?.type === from);

const problem = (version: string, place: Place, path: Problem['path'], message: string): Problem => ({
  id: version,
  severity: 'note',
  place,
  path,
  message: `${pathText(path)}: ${message}`,
});

const rename = (sources: readonly SourceFile[], each: Rename, version: string, options: Reader): Step => {
  const context = options.contextOf(sources);
  const components = idsOf(context, each);
  const [first] = components;
  if (!first) return { sources, changes: [], left: [] };
  const note = (message: string) => [problem(version, first.key, first.path, message)];
  const isTaken = components.some(
    ({ id }) => componentNamed(context, each.kind, each.to + id.slice(each.from.length)) !== undefined,
  );
  if (isTaken)
    return { sources, changes: [], left: note(`is now called "${each.to}", a name that is taken here`) };
  const renamed = renameComponent(sources, each, new Set(components.map(({ id }) => id)));
  if (renamed.stuckAt) {
    const { file, line } = renamed.stuckAt;
    const where = `${file}:${line}`;
    return {
      sources,
      changes: [],
      left: note(`is now called "${each.to}"; change it by hand, because of how it is written at ${where}`),
    };
  }
  const ids = new Set(components.map(({ id }) => id));
  // A variable that gives a name cannot be changed here.
  const lists = PIPELINE_KEYS.filter((key) => each.kind === 'connectors' || key === each.kind);
  const dangling = pipelinesOf(options.contextOf(renamed.sources).root)
    .flatMap((pipeline) => lists.flatMap((key) => pipeline[key]))
    .find(({ id }) => ids.has(id));
  if (dangling)
    return {
      sources,
      changes: [],
      left: note(
        `is now called "${each.to}"; change it by hand, and the variable at ${dangling.place.file}:${dangling.place.line}`,
      ),
    };
  const changes = components.map(({ key, path }) =>
    problem(version, key, path, `is now called "${each.to}"`),
  );
  return { sources: renamed.sources, changes, left: [] };
};

const removed = function* (context: LintContext, removals: readonly RemovedComponent[]): Iterable<Change> {
  for (const { kind, type, instead } of removals)
    for (const { id, key: place, path } of context.components.filter((each) => each.kind === kind))
      if (parseId(id)?.type === type) yield { place, path, message: `is not there any more; ${instead}` };
};

const changesOf = (
  sources: readonly SourceFile[],
  { version, check, removals = [] }: Migration,
  options: Reader,
): readonly Found[] => {
  if (!check && removals.length === 0) return [];
  const context = options.contextOf(sources);
  return [...(check?.(context, options.from) ?? []), ...removed(context, removals)].map(
    ({ place, path, message, fix, isNotice }) => ({
      ...problem(version, place, path, message),
      ...(fix ? { fix } : {}),
      ...(isNotice ? { isNotice } : {}),
    }),
  );
};

const applyMigration = (given: readonly SourceFile[], migration: Migration, options: Reader): Migrated => {
  let { sources, changes, left }: Step = { sources: given, changes: [], left: [] };
  for (const each of migration.renames ?? []) {
    const renamed = rename(sources, each, migration.version, options);
    sources = renamed.sources;
    changes = [...changes, ...renamed.changes];
    left = [...left, ...renamed.left];
  }
  const found = changesOf(sources, migration, options);
  const fixed = applyFixes(sources, (each) =>
    each === sources ? found : changesOf(each, migration, options),
  );
  const after = fixed === sources ? found : changesOf(fixed, migration, options);
  const remaining = after.filter(({ isNotice }) => !isNotice);
  const messages = new Set(remaining.map(({ message }) => message));
  const isLeft = ({ message }: Problem): boolean => messages.has(message);
  return {
    sources: fixed,
    changes: [...changes, ...found.filter((each) => !each.isNotice && !isLeft(each))],
    left: [...left, ...remaining],
    notices: found.filter(({ isNotice }) => isNotice),
  };
};

/** Brings a configuration to a version of the Collector, one version after the other. Comments and order stay. */
export const migrate = (given: readonly SourceFile[], asked: MigrateOptions): Migrated => {
  const options = createReader(asked);
  const from = options.from ?? oldestFor(options.contextOf(given).root);
  let migrated: Migrated = { sources: given, changes: [], left: [], notices: [] };
  const due = migrations
    .filter(({ version }) => compareVersions(version, options.to) <= 0)
    .toSorted((one, other) => compareVersions(one.version, other.version));
  for (const migration of due) {
    const { sources, changes, left, notices } = applyMigration(migrated.sources, migration, options);
    const isNews = compareVersions(migration.version, from) > 0;
    migrated = {
      sources,
      changes: [...migrated.changes, ...changes],
      left: [...migrated.left, ...left],
      notices: isNews ? [...migrated.notices, ...notices] : migrated.notices,
    };
  }
  return { ...migrated, left: sortProblems(migrated.left) };
};
