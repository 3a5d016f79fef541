import type { Surroundings } from '../document/expand.ts';
import { type LoadedConfiguration, loadConfiguration, type SourceFile } from '../document/load.ts';
import type { Problem } from '../problem.ts';
import { sortProblems } from '../problem.ts';
import { whyNoConfiguration } from '../root-keys.ts';
import { type LintOptions, type LintProblem, lintLoaded } from './lint.ts';

export interface LintConfigurationOptions extends LintOptions, Surroundings {}

export interface Linted {
  /** Sorted by place. `fix` says how a finding can be repaired. */
  readonly problems: readonly LintProblem[];
}

/** Rules say nothing about a value that is not known here; that is said, and is no fault of the file. */
const asNote = (problem: Problem): Problem =>
  problem.id === 'unset-variable'
    ? {
        ...problem,
        severity: 'note',
        message: problem.message.replace(
          /, so this is empty;.*$/s,
          ' here, so nothing is said about this value',
        ),
      }
    : problem;

/** The findings of files that were read, and what was noticed while they were. */
export const lintRead = (
  loaded: Pick<LoadedConfiguration, 'node' | 'problems'>,
  files: readonly SourceFile[],
  options: LintOptions,
): readonly LintProblem[] => {
  const isBroken = loaded.problems.some(({ severity }) => severity === 'error');
  const foreign = loaded.node && whyNoConfiguration(loaded.node);
  if (loaded.node && foreign !== undefined)
    return [{ id: 'empty', severity: 'error', place: loaded.node.place, path: [], message: foreign }];
  const found = isBroken ? [] : lintLoaded(loaded, files, options);
  return sortProblems([...loaded.problems.map(asNote), ...found]);
};

/**
 * Finds what the Collector accepts and what does harm, in files that are laid over each other. What cannot be read is
 * a problem as well (ids `yaml`, `empty`, `expansion`), and the rest is then not looked at.
 */
export const lintConfiguration = (
  files: readonly SourceFile[],
  { env, readFile, ...options }: LintConfigurationOptions,
): Linted => ({ problems: lintRead(loadConfiguration(files, { env, readFile }), files, options) });
