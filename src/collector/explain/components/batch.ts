import { type ComponentWords, durationAt, listAt, listText, numberAt, recordsOf } from '../words.ts';

export const component: ComponentWords = {
  type: 'batch',
  processors: ({ settings, signal }) => {
    const most = numberAt(settings, 'send_batch_max_size');
    const keys = listAt(settings, 'metadata_keys');
    return {
      does: [
        `gathers ${recordsOf(signal)} until there are ${numberAt(settings, 'send_batch_size')}, or ${durationAt(settings, 'timeout')} went by${most > 0 ? `; no batch has more than ${most}` : ''}`,
        ...(keys.length > 0 ? [`one batch for each value of the metadata ${listText(keys)}`] : []),
      ],
      drops: ['what it has gathered is lost when the Collector is killed, and when an exporter refuses it'],
    };
  },
};
