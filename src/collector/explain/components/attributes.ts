import { actionTexts } from '../actions.ts';
import { isRecord } from '../effective.ts';
import { type ComponentWords, recordsOf, short } from '../words.ts';

export const component: ComponentWords = {
  type: 'attributes',
  processors: ({ settings, signal }) => {
    const only = (['include', 'exclude'] as const).flatMap((side) => {
      const match = settings[side];
      const which = side === 'include' ? 'that match' : 'that do not match';
      return isRecord(match) ? [`only ${recordsOf(signal)} ${which} ${short(JSON.stringify(match))}`] : [];
    });
    return {
      does: [`changes attributes of ${recordsOf(signal)}`, ...only],
      changes: actionTexts(settings, 'actions'),
    };
  },
};
