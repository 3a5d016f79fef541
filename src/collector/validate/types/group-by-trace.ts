import type { TypeRule } from '../type-rule.ts';

/** Go allocates at most 2^48 bytes at once; a worker is a pointer, and the id of a trace has 16 bytes. */
const MAX_WORKERS = 2 ** 45;
const MAX_TRACES = 2 ** 44;

export const rule: TypeRule = {
  type: 'processor/groupbytraceprocessor.Config',
  when: 'created',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/groupbytraceprocessor/event.go',
  good: 'processors: { groupbytrace: { num_workers: 2, num_traces: 1000 } }',
  bad: 'processors: { groupbytrace: { num_workers: -1 } }',
  *check(view) {
    for (const key of ['store_on_disk', 'discard_orphans'])
      if (view.flag(key)) yield view.fault('is not supported by the Collector; leave it out', key);
    const workers = view.number('num_workers');
    if (workers < 0 || workers > MAX_WORKERS)
      yield view.fault(
        'expected at least 1 and no more than there is memory for: the Collector panics',
        'num_workers',
      );
    // Without workers there is nothing to share out.
    if (workers < 1) return;
    const each = Math.trunc(view.number('num_traces') / workers);
    if (each < 0 || each > MAX_TRACES)
      yield view.fault(
        'expected more than 0 and no more than there is memory for: the Collector panics',
        'num_traces',
      );
  },
};
