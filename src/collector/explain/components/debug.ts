import { type ComponentWords, numberAt, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'debug',
  exporters: ({ settings }) => {
    const every = numberAt(settings, 'sampling_thereafter');
    const first = numberAt(settings, 'sampling_initial');
    const then = every > 0 ? `then one of ${every}` : 'and no more';
    return {
      does: [`prints to the Collector’s own log (verbosity ${textAt(settings, 'verbosity') || 'basic'})`],
      drops: [
        'nothing is sent anywhere',
        ...(every === 1 ? [] : [`of a second, the first ${first} messages are printed, ${then}`]),
      ],
    };
  },
};
