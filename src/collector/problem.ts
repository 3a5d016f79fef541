import type { ConfigPath, Place } from './document/node.ts';

export type Severity = 'error' | 'warning' | 'note';

/** Something that is wrong, or may be, at one place of a configuration. */
export interface Problem {
  /** Stable name of the kind of problem, in kebab-case. */
  readonly id: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly path: ConfigPath;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

/** By code units: the first use of `localeCompare` costs more than all the rest of a small file. */
const byName = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

const byPlace = ({ place: one }: Problem, { place: other }: Problem): number =>
  byName(one.file, other.file) || one.line - other.line || one.column - other.column;

export const sortProblems = (problems: readonly Problem[]): readonly Problem[] => problems.toSorted(byPlace);

/** A problem inside an included file is at the reference, which its path is about; the message says where to mend it. */
export const sayIncluded = <T extends Problem>(problem: T): T => {
  const { included, ...place } = problem.place;
  if (!included) return problem;
  return {
    ...problem,
    place,
    message: `${problem.message} (from ${included.file}:${included.line}:${included.column})`,
  };
};
