import { type ComponentWords, durationAt, numberAt, recordsOf, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'memory_limiter',
  processors: ({ settings, signal }) => {
    const mib = numberAt(settings, 'limit_mib');
    const percentage = numberAt(settings, 'limit_percentage');
    // A fifth of the limit, where nothing is said.
    const spike = numberAt(settings, 'spike_limit_mib') || Math.floor(mib / 5);
    const share = numberAt(settings, 'spike_limit_percentage') || percentage / 5;
    const known = (limit: number, less: number, unit: string): readonly [string, string] => [
      `${limit} ${unit}`,
      `${limit - less} ${unit}`,
    ];
    // A variable that is not set here.
    const unknown =
      `the limit ${textAt(settings, 'limit_mib') || textAt(settings, 'limit_percentage')}`.trimEnd();
    const [hard, soft] =
      mib > 0
        ? known(mib, spike, 'MiB')
        : percentage > 0
          ? known(percentage, share, '%')
          : [unknown, `${unknown}, less its spike,`];
    return {
      does: [
        `looks at the memory of the Collector every ${durationAt(settings, 'check_interval')}`,
        `above ${hard} it collects garbage at once`,
      ],
      drops: [
        `above ${soft} of memory, ${recordsOf(signal)} are refused; who sent them is told, and may try again`,
      ],
    };
  },
};
