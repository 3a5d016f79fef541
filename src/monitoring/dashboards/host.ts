import { METRICS } from '../catalogue/index.ts';
import { FILESYSTEM } from '../filesystems.ts';
import { createDashboard } from '../grafana/create-dashboard.ts';
import { hostVariable } from '../grafana/host-variable.ts';
import { CHART, NUMBERS, row } from '../grafana/layout.ts';
import { lines, stat } from '../grafana/panels.ts';
import { STEP } from '../grafana/queries.ts';
import { serviceVariables } from '../grafana/variables.ts';
import { average, count, max, min, sum } from '../promql/aggregate.ts';
import { complement, divide } from '../promql/arithmetic.ts';
import { rate } from '../promql/growth.ts';
import { predicted } from '../promql/over-time.ts';
import { series } from '../promql/select.ts';

const HOST = { instance: { pattern: '$host' } } as const;
const DISK = { ...HOST, ...FILESYSTEM } as const;
const DAY_SECONDS = 86_400;

const idle = average(rate(series(METRICS.nodeCpuSeconds, { ...HOST, mode: 'idle' }), STEP), ['instance']);
const memoryUsed = complement(
  divide(series(METRICS.nodeMemoryAvailable, HOST), series(METRICS.nodeMemoryTotal, HOST)),
);
const diskUsed = complement(
  divide(series(METRICS.nodeFilesystemAvailable, DISK), series(METRICS.nodeFilesystemSize, DISK)),
);
const load = divide(
  max(series(METRICS.nodeLoad1, HOST), ['instance']),
  count(series(METRICS.nodeCpuSeconds, { ...HOST, mode: 'idle' }), ['instance']),
);

export const dashboard = createDashboard({
  id: 'host',
  audience: 'platform',
  title: 'Hosts',
  description:
    'Processor, memory, disks and network of the machines, or of those that a service runs on, and how saturated they are',
  about: { host: 'instance' },
  variables: () => [...serviceVariables(), hostVariable()],
  from: 'now-1h',
  rows: [
    row(
      NUMBERS,
      stat(
        {
          title: 'Processor',
          unit: 'percentunit',
          description: 'Use of the processors, where it is highest.',
          limits: [0.7, 0.9],
        },
        max(complement(idle)),
      ),
      stat(
        {
          title: 'Memory',
          unit: 'percentunit',
          description: 'Memory in use, where it is most.',
          limits: [0.8, 0.95],
        },
        max(memoryUsed),
      ),
      stat(
        {
          title: 'Fullest disk',
          unit: 'percentunit',
          description: 'Use of the disk that is fullest.',
          limits: [0.8, 0.95],
        },
        max(diskUsed),
      ),
      stat(
        {
          title: 'Load a processor',
          unit: 'none',
          decimals: 2,
          description: 'Tasks that run or wait, for each processor: above 1 they wait.',
          limits: [1, 2],
        },
        max(load),
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Processor by host',
          unit: 'percentunit',
          description: 'Use of all processors. The line is the alert’s limit.',
          limits: [0.7, 0.9],
          max: 1,
        },
        { vector: complement(idle), legend: '{{instance}}' },
      ),
      lines(
        {
          title: 'Processor by kind',
          unit: 'none',
          description: 'Processors in use, by what for; `steal` is taken by the host of the virtual machine.',
        },
        {
          vector: sum(
            rate(
              series(METRICS.nodeCpuSeconds, {
                ...HOST,
                mode: { pattern: 'user|system|iowait|steal|nice|irq|softirq' },
              }),
              STEP,
            ),
            ['mode'],
          ),
          legend: '{{mode}}',
        },
      ),
      lines(
        {
          title: 'Load by host',
          unit: 'none',
          description: 'Tasks that run or wait, for each processor.',
          limits: [1, 2],
        },
        { vector: load, legend: '{{instance}}' },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Memory in use',
          unit: 'percentunit',
          description: 'Memory that programs cannot get without swapping.',
          limits: [0.8, 0.95],
          max: 1,
        },
        { vector: memoryUsed, legend: '{{instance}}' },
      ),
      lines(
        {
          title: 'Disk in use',
          unit: 'percentunit',
          description: 'Use of each file system.',
          limits: [0.8, 0.95],
          max: 1,
        },
        { vector: diskUsed, legend: '{{instance}} {{mountpoint}}' },
      ),
      lines(
        {
          title: 'Disk left in a day',
          unit: 'bytes',
          description:
            'What will be left of each file system in a day, at the pace of the last six hours. Below zero it will be full before.',
          belowZero: true,
          limits: [10e9, 0],
        },
        {
          vector: min(predicted(series(METRICS.nodeFilesystemAvailable, DISK), '6h', DAY_SECONDS), [
            'instance',
            'mountpoint',
          ]),
          legend: '{{instance}} {{mountpoint}}',
        },
      ),
    ),
    row(
      CHART,
      lines(
        {
          title: 'Disk busy',
          unit: 'percentunit',
          description: 'Share of the time in which a disk was busy.',
          limits: [0.7, 0.9],
        },
        { vector: rate(series(METRICS.nodeDiskIoTime, HOST), STEP), legend: '{{instance}} {{device}}' },
      ),
      lines(
        { title: 'Disk read and written', unit: 'Bps', description: 'Bytes a second of all disks.' },
        {
          vector: sum(rate(series(METRICS.nodeDiskRead, HOST), STEP), ['instance']),
          legend: '{{instance}} read',
        },
        {
          vector: sum(rate(series(METRICS.nodeDiskWritten, HOST), STEP), ['instance']),
          legend: '{{instance}} written',
        },
      ),
      lines(
        { title: 'Network', unit: 'Bps', description: 'Bytes a second of all interfaces.' },
        {
          vector: sum(rate(series(METRICS.nodeNetworkReceived, HOST), STEP), ['instance']),
          legend: '{{instance}} received',
        },
        {
          vector: sum(rate(series(METRICS.nodeNetworkSent, HOST), STEP), ['instance']),
          legend: '{{instance}} sent',
        },
      ),
    ),
  ],
});
