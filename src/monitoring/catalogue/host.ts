import { sdkMetrics } from './sdk-metric.ts';

const metric = sdkMetrics('https://opentelemetry.io/docs/specs/semconv/system/system-metrics/');

const WHEN = 'OTEL_NODE_ENABLED_INSTRUMENTATIONS has host-metrics';
const MEMORY_STATE = ['system.memory.state'] as const;
const CPU_MODE = ['cpu.mode'] as const;

/** The machine as a service’s SDK sees it, where no node-exporter runs. */
export const HOST = {
  systemCpuTime: metric(
    'system.cpu.time',
    'counter',
    { unit: 's', description: 'Processor time of the machine.', when: WHEN },
    CPU_MODE,
  ),
  systemCpuUtilization: metric(
    'system.cpu.utilization',
    'gauge',
    { unit: '1', description: 'Share of the machine’s processor time.', when: WHEN },
    CPU_MODE,
  ),
  systemCpuLogicalCount: metric('system.cpu.logical.count', 'gauge', {
    unit: '{cpu}',
    description: 'Processors of the machine.',
    when: WHEN,
  }),
  systemMemoryUsage: metric(
    'system.memory.usage',
    'gauge',
    { unit: 'By', description: 'Memory of the machine that is used and free.', when: WHEN },
    MEMORY_STATE,
  ),
  systemMemoryLimit: metric('system.memory.limit', 'gauge', {
    unit: 'By',
    description: 'Memory of the machine.',
    when: WHEN,
  }),
  systemMemoryUtilization: metric(
    'system.memory.utilization',
    'gauge',
    { unit: '1', description: 'Share of the machine’s memory.', when: WHEN },
    MEMORY_STATE,
  ),
  systemDiskIo: metric(
    'system.disk.io',
    'counter',
    { unit: 'By', description: 'What the machine’s disks have read and written.', when: WHEN },
    ['system.device', 'disk.io.direction'],
  ),
  systemNetworkIo: metric(
    'system.network.io',
    'counter',
    { unit: 'By', description: 'What the machine’s network interfaces have received and sent.', when: WHEN },
    ['network.interface.name', 'network.io.direction'],
  ),
} as const;
