import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/system/process-metrics/');

const CPU_MODE = ['cpu.mode'] as const;

/** The process of a service, as the operating system sees it. */
export const PROCESS = {
  processCpuTime: metric(
    'process.cpu.time',
    'counter',
    { unit: 's', description: 'Processor time that the process has used.' },
    CPU_MODE,
  ),
  processCpuUtilization: metric(
    'process.cpu.utilization',
    'gauge',
    { unit: '1', description: 'Share of all processors that the process uses.' },
    CPU_MODE,
  ),
  processMemoryUsage: metric('process.memory.usage', 'gauge', {
    unit: 'By',
    description: 'Memory of the machine that the process takes.',
  }),
  processMemoryVirtual: metric('process.memory.virtual', 'gauge', {
    unit: 'By',
    description: 'Addresses that the process has reserved.',
    when: 'the system has /proc',
  }),
  processDiskIo: metric(
    'process.disk.io',
    'counter',
    { unit: 'By', description: 'What the process has read and written.', when: 'the system has /proc' },
    ['disk.io.direction'],
  ),
  processThreadCount: metric('process.thread.count', 'gauge', {
    unit: '{thread}',
    description: 'Threads of the process.',
    when: 'the system has /proc',
  }),
  processFileDescriptorCount: metric('process.unix.file_descriptor.count', 'gauge', {
    unit: '{file_descriptor}',
    description: 'Files and sockets that the process has open.',
    when: 'the system has /proc',
  }),
  processContextSwitches: metric(
    'process.context_switches',
    'counter',
    { unit: '{context_switch}', description: 'How often the process gave a processor up.' },
    ['process.context_switch.type'],
  ),
  processPagingFaults: metric(
    'process.paging.faults',
    'counter',
    { unit: '{fault}', description: 'Page faults of the process.' },
    ['system.paging.fault.type'],
  ),
  processUptime: metric('process.uptime', 'gauge', {
    unit: 's',
    description: 'How long the process has been running.',
  }),
} as const;
