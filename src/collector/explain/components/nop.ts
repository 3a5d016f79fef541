import type { ComponentWords } from '../words.ts';

export const component: ComponentWords = {
  type: 'nop',
  receivers: () => ({ does: ['receives nothing'] }),
  exporters: () => ({ does: ['sends nothing'], drops: ['everything'] }),
};
