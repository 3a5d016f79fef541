import type { LoadedConfiguration, SourceFile } from '../document/load.ts';
import { pathText } from '../document/node.ts';
import { type Problem, sayIncluded, sortProblems } from '../problem.ts';
import type { CollectorSchema } from '../schema/schema.ts';
import { createContext } from './context.ts';
import type { Fix, LintRule } from './rule.ts';
import { rules } from './rules.generated.ts';
import { suppress } from './suppressions.ts';

export interface LintOptions {
  readonly schema: CollectorSchema;
  /** The rules to check; all of them where it is absent. */
  readonly only?: readonly string[];
  readonly disabled?: readonly string[];
  /** The memory that the container of the Collector may use, in MiB. */
  readonly memoryMib?: number;
}

/** A finding of a rule. */
export interface LintProblem extends Problem {
  readonly fix?: readonly Fix[];
}

const problemsOf = (rule: LintRule, context: ReturnType<typeof createContext>): readonly LintProblem[] =>
  [...rule.check(context)].map(({ place, path, message, fix }) => ({
    id: rule.id,
    severity: rule.severity,
    place,
    path,
    message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
    ...(fix ? { fix } : {}),
  }));

/** Checks a configuration that was read for what the Collector accepts and what does harm. */
export const lintLoaded = (
  { node }: Pick<LoadedConfiguration, 'node'>,
  sources: readonly SourceFile[],
  { schema, only, disabled = [], memoryMib }: LintOptions,
): readonly LintProblem[] => {
  if (!node) return [];
  const context = {
    ...createContext(node, sources, schema),
    ...(memoryMib === undefined ? {} : { memoryMib }),
  };
  const isChecked = (id: string): boolean => (only?.includes(id) ?? true) && !disabled.includes(id);
  const found = rules.filter(({ id }) => isChecked(id)).flatMap((rule) => problemsOf(rule, context));
  const ids = rules.map(({ id }) => id);
  return sortProblems(suppress(found, sources, ids, isChecked).map(sayIncluded));
};
