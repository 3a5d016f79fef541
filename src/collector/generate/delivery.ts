/** How long the Collector gathers before it sends: short, so that the chain stays under a second. */
export const FLUSH_TIMEOUT = '200ms';

/** Spans, data points or records that wait on disk for a backend that is away, and that go in one request. */
const QUEUE_ITEMS = 200_000;
const BATCH_ITEMS = 5_000;

/** For how long a request is tried again; the queue holds it all that time and over restarts. */
const RETRY_ELAPSED = '1h';

export const retries = (): object => ({
  enabled: true,
  initial_interval: '500ms',
  max_interval: '10s',
  max_elapsed_time: RETRY_ELAPSED,
});

export interface Delivery {
  /** The queue is on disk. */
  readonly isStored: boolean;
  /** Requests on their way at the same time. */
  readonly consumers: number;
}

/** Retries and a queue, for exporters that have both. */
export const delivery = ({ isStored, consumers }: Delivery): object => ({
  retry_on_failure: retries(),
  sending_queue: {
    enabled: true,
    ...(isStored && { storage: 'file_storage' }),
    sizer: 'items',
    queue_size: QUEUE_ITEMS,
    num_consumers: consumers,
    batch: { flush_timeout: FLUSH_TIMEOUT, min_size: BATCH_ITEMS, max_size: BATCH_ITEMS },
  },
});
