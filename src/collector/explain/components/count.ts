import { type ComponentWords, listText, recordAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'count',
  connectors: ({ settings, signal }) => {
    const kinds =
      signal === 'traces'
        ? ['spans', 'spanevents']
        : signal === 'metrics'
          ? ['metrics', 'datapoints']
          : [signal ?? ''];
    const names = kinds.flatMap((kind) => Object.keys(recordAt(settings, kind) ?? {}));
    return {
      does: [`counts what comes, as the metrics ${listText(names)}`],
      drops: ['what is counted does not go on from here'],
    };
  },
};
