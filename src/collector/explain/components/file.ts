import { type ComponentWords, durationAt, numberAt, recordAt, textAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'file',
  exporters: ({ settings }) => {
    const rotation = recordAt(settings, 'rotation');
    const size = rotation ? numberAt(rotation, 'max_megabytes') || 100 : 0;
    const days = rotation ? numberAt(rotation, 'max_days') : 0;
    const backups = rotation ? numberAt(rotation, 'max_backups') : 0;
    const grouped = recordAt(settings, 'group_by')?.enabled === true;
    return {
      does: [
        `writes to ${textAt(settings, 'path')} as ${textAt(settings, 'format')}${settings.append === true ? ', after what is there' : ''}`,
        ...(numberAt(settings, 'flush_interval') > 0
          ? [`what was written is on disk after ${durationAt(settings, 'flush_interval')}`]
          : []),
        ...(grouped
          ? []
          : rotation && !grouped
            ? [`begins a new file after ${size} MB`]
            : ['the file has no end']),
      ],
      drops: [
        ...(days > 0 ? [`files older than ${days} days are removed`] : []),
        ...(backups > 0 ? [`of full files, the newest ${backups} are kept`] : []),
      ],
    };
  },
};
