import type { ComponentWords } from '../words.ts';

export const component: ComponentWords = {
  type: 'forward',
  connectors: () => ({ does: ['goes on unchanged'] }),
};
