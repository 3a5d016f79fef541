import { METRICS } from '../catalogue/index.ts';
import { DEPLOYMENTS } from '../deployments.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { CHART, NUMBERS, row } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { RANGE, STEP } from '../grafana/queries.ts';
import { table } from '../grafana/table.ts';
import { ABOUT_PROCESS, SELECTED, serviceVariables } from '../grafana/variables.ts';
import { count, max, sum } from '../promql/aggregate.ts';
import { anchoredRate, exactIncrease } from '../promql/growth.ts';
import { series, sumOf } from '../promql/select.ts';

const PROCESS = ['job', 'instance'] as const;
const LEGEND = '{{job}} {{instance}}';
const DELAY_LIMITS = [0.1, 0.2] as const;

export const dashboard = createDashboard({
  id: 'runtime',
  audience: 'services',
  title: 'Node.js runtime',
  description: 'Event loop, garbage collection, heap and the process of each instance',
  about: ABOUT_PROCESS,
  variables: serviceVariables,
  marks: DEPLOYMENTS,
  rows: [
    row(
      NUMBERS,
      stat(
        { title: 'Processes', unit: 'none', description: 'Processes that report.' },
        count(series(METRICS.processUptime, SELECTED)),
      ),
      stat(
        {
          title: 'Event loop delay',
          unit: 's',
          description:
            'The 99th percentile of how late the event loop is, in the instance where that is worst.',
          limits: DELAY_LIMITS,
        },
        max(series(METRICS.eventLoopDelayP99, SELECTED)),
      ),
      stat(
        {
          title: 'Garbage collection',
          unit: 'percentunit',
          description: 'Share of the time that goes into collections, in the instance where that is most.',
          limits: [0.05, 0.1],
        },
        max(sum(anchoredRate(sumOf(METRICS.gcDuration, SELECTED), STEP), PROCESS)),
      ),
      stat(
        { title: 'Largest heap', unit: 'bytes', description: 'What is used of the largest heap.' },
        max(sum(series(METRICS.heapUsed, SELECTED), PROCESS)),
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Event loop delay by instance',
          unit: 's',
          description: 'The 99th percentile of how late the event loop is. The line is the alert’s limit.',
          limits: DELAY_LIMITS,
        },
        { vector: max(series(METRICS.eventLoopDelayP99, SELECTED), PROCESS), legend: LEGEND },
      ),
      lines(
        {
          title: 'Event loop utilization by instance',
          unit: 'percentunit',
          description: 'Share of the time in which the event loop was busy.',
          limits: [0.7, 0.9],
          max: 1,
        },
        { vector: max(series(METRICS.eventLoopUtilization, SELECTED), PROCESS), legend: LEGEND },
      ),
      lines(
        {
          title: 'Garbage collection by kind',
          unit: 'percentunit',
          description: 'Share of the time that collections take.',
        },
        {
          vector: sum(anchoredRate(sumOf(METRICS.gcDuration, SELECTED), STEP), ['job', 'v8js_gc_type']),
          legend: '{{job}} {{v8js_gc_type}}',
        },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Heap used',
          unit: 'bytes',
          description: 'What is used of the heap of each process. A floor that rises for hours is a leak.',
        },
        { vector: sum(series(METRICS.heapUsed, SELECTED), PROCESS), legend: LEGEND },
      ),
      lines(
        {
          title: 'Heap by space',
          unit: 'bytes',
          description: 'What is used of each space of all heaps together.',
        },
        {
          vector: sum(series(METRICS.heapUsed, SELECTED), ['v8js_heap_space_name']),
          legend: '{{v8js_heap_space_name}}',
        },
      ),
      lines(
        { title: 'Memory', unit: 'bytes', description: 'Memory of the machine that each process takes.' },
        { vector: sum(series(METRICS.processMemoryUsage, SELECTED), PROCESS), legend: LEGEND },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Memory that leaks',
          unit: 'Bps',
          description:
            'How fast memory grows that full collections leave, of processes that profile themselves and while that is a leak.',
        },
        { vector: max(series(METRICS.memoryLeakGrowth, SELECTED), PROCESS), legend: LEGEND },
      ),
      table(
        {
          title: 'Leaks found',
          description: 'Over the shown range; the records `binnacle.memory.leak` have the places.',
        },
        { job: 'Service', instance: 'Instance' },
        [
          {
            title: 'Leaks',
            unit: 'locale',
            decimals: 0,
            vector: sum(exactIncrease(series(METRICS.memoryLeaks, SELECTED), RANGE), PROCESS),
          },
        ],
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Processor',
          unit: 'percentunit',
          description: 'Share of all processors that each process uses.',
        },
        { vector: sum(series(METRICS.processCpuUtilization, SELECTED), PROCESS), legend: LEGEND },
      ),
      lines(
        {
          title: 'Active resources',
          unit: 'none',
          description: 'Sockets, timers and files that keep the event loop alive.',
        },
        {
          vector: sum(series(METRICS.activeResources, SELECTED), ['job', 'v8js_resource_type']),
          legend: '{{job}} {{v8js_resource_type}}',
        },
      ),
      lines(
        { title: 'Open files', unit: 'none', description: 'Files and sockets that each process has open.' },
        { vector: sum(series(METRICS.processFileDescriptorCount, SELECTED), PROCESS), legend: LEGEND },
      ),
    ),
  ],
});
