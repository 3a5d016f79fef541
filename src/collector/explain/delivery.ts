import { durationText } from './duration.ts';
import { type Described, durationAt, numberAt, recordAt, type Told, textAt } from './words.ts';

const queueWords = ({ settings, extension }: Told): Described => {
  const queue = recordAt(settings, 'sending_queue');
  if (!queue)
    return {
      does: ['has no queue: the pipeline waits until it was sent'],
      drops: ['what could not be sent is refused, and is lost where the sender does not try again'],
    };
  const sizer = textAt(queue, 'sizer') || 'requests';
  const storage = textAt(queue, 'storage');
  const directory = textAt(extension(storage) ?? {}, 'directory');
  const size = `${numberAt(queue, 'queue_size')} ${sizer}`;
  const kept = storage
    ? `on disk by ${storage}${directory ? ` in ${directory}` : ''}, which survives a restart`
    : 'in memory';
  const full = queue.block_on_overflow === true ? 'the pipeline waits' : 'what comes is refused';
  const batch = recordAt(queue, 'batch');
  const most = batch && numberAt(batch, 'max_size') > 0 ? `, at most ${numberAt(batch, 'max_size')}` : '';
  const batches = batch
    ? [
        `makes batches of at least ${numberAt(batch, 'min_size')} ${textAt(batch, 'sizer') || sizer}${most}, or after ${durationAt(batch, 'flush_timeout')}`,
      ]
    : [];
  return {
    does: [
      `queues up to ${size} ${kept}; ${numberAt(queue, 'num_consumers')} send at the same time`,
      ...batches,
    ],
    drops: [
      `when the queue is full (${size}), ${full}`,
      ...(storage ? [] : ['what waits in memory is lost when the Collector is killed']),
    ],
  };
};

const retryWords = ({ settings }: Told): Described => {
  const retry = recordAt(settings, 'retry_on_failure');
  if (retry?.enabled !== true) return { does: ['does not try again'], drops: ['what fails once is dropped'] };
  const elapsed = numberAt(retry, 'max_elapsed_time');
  const times = `after ${durationAt(retry, 'initial_interval')}, then ever longer up to ${durationAt(retry, 'max_interval')}`;
  return elapsed === 0
    ? { does: [`tries again ${times}, without an end`] }
    : {
        does: [`tries again ${times}, for ${durationText(elapsed)}`],
        drops: [
          `what could not be sent for ${durationText(elapsed)} is dropped, and what the other side refuses for good at once`,
        ],
      };
};

/** Timeout, queue and retries, of exporters that have them. */
export const deliveryWords = (told: Told): Described => {
  const parts = [queueWords(told), retryWords(told)];
  const timeout = numberAt(told.settings, 'timeout');
  const waits = timeout > 0 ? [`waits ${durationText(timeout)} for an answer`] : [];
  return {
    does: [...waits, ...parts.flatMap(({ does }) => does)],
    drops: parts.flatMap(({ drops = [] }) => drops),
  };
};
