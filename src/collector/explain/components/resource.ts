import { actionTexts } from '../actions.ts';
import type { ComponentWords } from '../words.ts';

export const component: ComponentWords = {
  type: 'resource',
  processors: ({ settings }) => ({
    does: ['changes attributes of the resource'],
    changes: actionTexts(settings, 'attributes'),
  }),
};
