import { type ComponentWords, numberAt, recordsOf, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'probabilistic_sampler',
  processors: ({ settings, signal }) => {
    const percentage = numberAt(settings, 'sampling_percentage');
    const source = textAt(settings, 'from_attribute');
    const by = source ? `the attribute ${source}` : 'the trace id';
    return {
      does: [
        `keeps ${percentage} % of the ${recordsOf(signal)}, by ${by}`,
        'those of one trace are kept or dropped together',
      ],
      drops: [
        `${Math.max(0, 100 - percentage)} % of the ${recordsOf(signal)}`,
        ...(settings.fail_closed === true ? [`${recordsOf(signal)} about which it cannot decide`] : []),
      ],
    };
  },
};
