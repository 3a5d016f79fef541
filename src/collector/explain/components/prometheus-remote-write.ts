import { targetText } from '../listener.ts';
import { type ComponentWords, durationAt, numberAt, recordAt } from '../words.ts';

export const component: ComponentWords = {
  type: 'prometheus_remote_write',
  exporters: ({ settings }) => {
    const queue = recordAt(settings, 'remote_write_queue');
    const retry = recordAt(settings, 'retry_on_failure');
    return {
      does: [
        targetText({ compression: 'snappy', ...settings }, 'Prometheus remote write'),
        ...(recordAt(settings, 'wal') ? ['keeps what waits in a write-ahead log'] : []),
        ...(retry?.enabled === true ? [`tries again for ${durationAt(retry, 'max_elapsed_time')}`] : []),
      ],
      drops: [
        ...(queue?.enabled === true
          ? [`when ${numberAt(queue, 'queue_size')} requests wait, what comes is refused`]
          : []),
        'metrics with delta temporality are dropped',
      ],
    };
  },
};
