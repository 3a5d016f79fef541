import { METRICS } from '../catalogue/index.ts';
import { sum } from '../promql/aggregate.ts';
import { minOver } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';
import { type Recording, record } from '../recording.ts';

const INSTANCE = ['job', 'instance', 'deployment_environment_name'] as const;

const heapUsed = record(
  'instance:v8js_memory_heap_used_bytes:sum',
  { unit: 'By', description: 'What is used of the whole heap of a process.' },
  sum(series(METRICS.heapUsed), INSTANCE),
);

/** The floor that collections come down to: what is above it comes and goes, what lifts it stays. */
export const heapFloor = record(
  'instance:v8js_memory_heap_used_bytes:min1h',
  { unit: 'By', description: 'The least that was used of the heap of a process within an hour.' },
  minOver(series(heapUsed.metric), '1h'),
);

/** What of a process’s heap survives its collections. */
export const recording: Recording = { id: 'heap', rules: [heapUsed, heapFloor] };
