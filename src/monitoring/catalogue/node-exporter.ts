import { scrapedMetrics } from './scraped-metric.ts';

const metric = scrapedMetrics('node-exporter', 'https://github.com/prometheus/node_exporter');

const FILESYSTEM = ['device', 'fstype', 'mountpoint'] as const;
const DEVICE = ['device'] as const;

const bytes = (description: string) => ({ unit: 'By', description });

/** The machine. */
export const NODE_EXPORTER = {
  nodeCpuSeconds: metric(
    'node_cpu_seconds_total',
    'counter',
    { unit: 's', description: 'Processor time, by what it was used for.' },
    ['cpu', 'mode'],
  ),
  nodeUname: metric(
    'node_uname_info',
    'gauge',
    { unit: '1', description: 'The name of the machine and of its system; always 1.' },
    ['domainname', 'machine', 'nodename', 'release', 'sysname', 'version'],
  ),
  nodeLoad1: metric('node_load1', 'gauge', {
    unit: '1',
    description: 'Tasks that run or wait to run, on the mean of a minute.',
  }),
  nodeMemoryTotal: metric('node_memory_MemTotal_bytes', 'gauge', bytes('Memory of the machine.')),
  nodeMemoryAvailable: metric(
    'node_memory_MemAvailable_bytes',
    'gauge',
    bytes('Memory that programs can still get without swapping.'),
  ),
  nodeFilesystemSize: metric(
    'node_filesystem_size_bytes',
    'gauge',
    bytes('How large a file system is.'),
    FILESYSTEM,
  ),
  nodeFilesystemAvailable: metric(
    'node_filesystem_avail_bytes',
    'gauge',
    bytes('What is left of a file system for programs without privileges.'),
    FILESYSTEM,
  ),
  nodeDiskIoTime: metric(
    'node_disk_io_time_seconds_total',
    'counter',
    { unit: 's', description: 'How long a disk was busy.' },
    DEVICE,
  ),
  nodeDiskRead: metric('node_disk_read_bytes_total', 'counter', bytes('What was read from a disk.'), DEVICE),
  nodeDiskWritten: metric(
    'node_disk_written_bytes_total',
    'counter',
    bytes('What was written to a disk.'),
    DEVICE,
  ),
  nodeNetworkReceived: metric(
    'node_network_receive_bytes_total',
    'counter',
    bytes('What a network interface has received.'),
    DEVICE,
  ),
  nodeNetworkSent: metric(
    'node_network_transmit_bytes_total',
    'counter',
    bytes('What a network interface has sent.'),
    DEVICE,
  ),
  nodeBootTime: metric('node_boot_time_seconds', 'gauge', {
    unit: 's',
    description: 'When the machine was started, in seconds since 1970.',
  }),
} as const;
