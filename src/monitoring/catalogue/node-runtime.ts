import { sdkMetrics } from './sdk-metric.ts';

const node = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/');
const v8 = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/runtime/v8js-metrics/');

const delay = (statistic: string, description: string) =>
  node(`nodejs.eventloop.delay.${statistic}`, 'gauge', { unit: 's', description });

const SPACE = ['v8js.heap.space.name'] as const;

const LEAKING = 'profiling is on and memory leaks';

/** The event loop and the heap of Node.js. */
export const NODE_RUNTIME = {
  eventLoopDelayMin: delay('min', 'The shortest time by which the event loop was late.'),
  eventLoopDelayMean: delay('mean', 'The mean time by which the event loop was late.'),
  eventLoopDelayStddev: delay(
    'stddev',
    'The standard deviation of the time by which the event loop was late.',
  ),
  eventLoopDelayP50: delay('p50', 'Half of the time the event loop was no later than this.'),
  eventLoopDelayP90: delay('p90', '90 % of the time the event loop was no later than this.'),
  eventLoopDelayP99: delay('p99', '99 % of the time the event loop was no later than this.'),
  eventLoopDelayMax: delay('max', 'The longest time by which the event loop was late.'),
  eventLoopTime: node(
    'nodejs.eventloop.time',
    'counter',
    { unit: 's', description: 'How long the event loop has been active and idle.' },
    ['nodejs.eventloop.state'],
  ),
  eventLoopUtilization: node('nodejs.eventloop.utilization', 'gauge', {
    unit: '1',
    description: 'Share of the time in which the event loop was busy.',
  }),
  gcDuration: v8(
    'v8js.gc.duration',
    'histogram',
    { unit: 's', description: 'How long garbage collections took.' },
    ['v8js.gc.type'],
  ),
  heapUsed: v8(
    'v8js.memory.heap.used',
    'gauge',
    { unit: 'By', description: 'What is used of a heap space.' },
    SPACE,
  ),
  heapSpaceSize: v8(
    'v8js.memory.heap.space.size',
    'gauge',
    { unit: 'By', description: 'How large a heap space is.' },
    SPACE,
  ),
  heapSpaceAvailable: v8(
    'v8js.memory.heap.space.available_size',
    'gauge',
    { unit: 'By', description: 'What is left of a heap space.' },
    SPACE,
  ),
  heapSpacePhysical: v8(
    'v8js.memory.heap.space.physical_size',
    'gauge',
    { unit: 'By', description: 'What a heap space takes of the machine’s memory.' },
    SPACE,
  ),
  activeResources: v8(
    'v8js.resource.active',
    'gauge',
    { unit: '{resource}', description: 'What keeps the event loop alive: sockets, timers, files.' },
    ['v8js.resource.type'],
  ),
  memoryLeaks: v8('binnacle.memory.leaks', 'counter', {
    unit: '{leak}',
    description: 'How often memory was found to grow in a way that full collections do not undo.',
    when: LEAKING,
  }),
  memoryLeakGrowth: v8('binnacle.memory.leak.growth', 'gauge', {
    unit: 'By/s',
    description: 'How fast memory grows that full collections leave, while that is a leak.',
    when: LEAKING,
  }),
} as const;
