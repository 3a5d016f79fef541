import { isRecord } from '../effective.ts';
import { type ComponentWords, counted, listAt, recordsOf, short, textAt } from '../words.ts';

/** Statements that are shown of each group. */
const SHOWN = 4;

const groupOf = (item: unknown): { readonly context: string; readonly statements: readonly unknown[] } =>
  isRecord(item)
    ? { context: textAt(item, 'context'), statements: listAt(item, 'statements') }
    : { context: '', statements: [item] };

export const component: ComponentWords = {
  type: 'transform',
  processors: ({ settings, signal = 'traces' }) => {
    const groups = listAt(settings, `${signal.slice(0, -1)}_statements`).map(groupOf);
    const count = groups.reduce((sum, { statements }) => sum + statements.length, 0);
    const mode = textAt(settings, 'error_mode');
    if (count === 0) return { does: [`has no statements for ${signal}: nothing is changed`] };
    return {
      does: [
        `runs ${counted(count, 'statement')} on ${recordsOf(signal)}, in order`,
        mode === 'propagate'
          ? 'a statement that fails stops the batch'
          : 'a statement that fails is left out, the next one runs',
      ],
      drops: mode === 'propagate' ? ['a batch in which a statement fails is dropped'] : [],
      changes: groups.flatMap(({ context, statements }) => [
        ...statements
          .slice(0, SHOWN)
          .map((each) => `${context ? `each ${context}: ` : ''}${short(String(each))}`),
        ...(statements.length > SHOWN
          ? [`${context ? `each ${context}: ` : ''}${counted(statements.length - SHOWN, 'more statement')}`]
          : []),
      ]),
    };
  },
};
