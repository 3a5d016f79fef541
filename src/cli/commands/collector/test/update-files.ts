import { CASE_SIGNALS } from '../../../../collector/case/case.ts';
import { type Observed, updateCases } from '../../../../collector/case/update.ts';
import type { Io } from '../../../io.ts';
import { writeText } from '../../../write-text.ts';
import type { CaseFile } from './case-files.ts';
import type { Outcome } from './run-case.ts';

const observedOf = ({ testCase, ids, received, status }: Outcome): readonly Observed[] =>
  status === 'passed' || !ids
    ? []
    : [
        {
          name: testCase.name,
          received,
          ids,
          signals: CASE_SIGNALS.filter((signal) =>
            testCase.input.some(({ items, file }) => file !== undefined || items[signal] !== undefined),
          ),
          ...(testCase.expect && { before: testCase.expect }),
        },
      ];

/** A text that must be nowhere is a promise: no update makes it true. */
const isBroken = ({ failures }: Outcome): boolean => failures.some(({ isPromise }) => isPromise === true);

/**
 * Writes what was received as the expectation of every case that failed or had none; returns the outcomes that are
 * still wrong after that, and those that passed.
 */
export const updateFiles = (
  files: readonly CaseFile[],
  outcomes: readonly Outcome[],
  io: Io,
): readonly Outcome[] => {
  for (const { source } of files) {
    const observed = outcomes
      .filter(({ testCase }) => testCase.place.file === source.name)
      .flatMap(observedOf);
    const text = updateCases(source.text, observed);
    if (text === source.text) continue;
    writeText(source.name, text, io);
    io.stderr(
      `${source.name}: wrote what was received by ${observed.map(({ name }) => `"${name}"`).join(', ')}; read it before you trust it\n`,
    );
  }
  return outcomes.filter((outcome) => outcome.status !== 'failed' || !outcome.ids || isBroken(outcome));
};
