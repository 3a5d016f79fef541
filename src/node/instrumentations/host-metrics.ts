import { cpus, freemem, totalmem } from 'node:os';
import type { Meter } from '@opentelemetry/api';
import { MetricsInstrumentation, type Readings } from '../host/metrics-instrumentation.ts';
import { numberOf, parseDiskStats, parseNetDev } from '../host/parse-proc.ts';
import { readProc } from '../host/read-proc.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** Modes of `os.cpus()`, and what the conventions call them. */
const CPU_MODES = { user: 'user', nice: 'nice', sys: 'system', idle: 'idle', irq: 'interrupt' } as const;
type CpuMode = keyof typeof CPU_MODES;

/** Seconds of all processors together, by mode. */
const cpuSeconds = (): Readonly<Record<CpuMode, number>> => {
  const sums = { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 };
  for (const { times } of cpus())
    for (const mode of Object.keys(sums) as CpuMode[]) sums[mode] += times[mode] / 1_000;
  return sums;
};

const sumOf = (seconds: Readonly<Record<CpuMode, number>>): number =>
  Object.values(seconds).reduce((sum, each) => sum + each, 0);

/** What programs could still get; on Linux more than what is free, because caches give way. */
const availableBytes = (): number => numberOf(readProc('meminfo'), 'MemAvailable') ?? freemem();

/** Names and units: https://opentelemetry.io/docs/specs/semconv/system/system-metrics/ */
const create = (meter: Meter): Readings => {
  const cpuTime = meter.createObservableCounter('system.cpu.time', { unit: 's' });
  const cpuUtilization = meter.createObservableGauge('system.cpu.utilization', { unit: '1' });
  const cpuCount = meter.createObservableUpDownCounter('system.cpu.logical.count', { unit: '{cpu}' });
  const memory = meter.createObservableUpDownCounter('system.memory.usage', { unit: 'By' });
  const memoryLimit = meter.createObservableUpDownCounter('system.memory.limit', { unit: 'By' });
  const memoryShare = meter.createObservableGauge('system.memory.utilization', { unit: '1' });
  const disk = meter.createObservableCounter('system.disk.io', { unit: 'By' });
  const network = meter.createObservableCounter('system.network.io', { unit: 'By' });

  let last = cpuSeconds();
  return {
    instruments: [cpuTime, cpuUtilization, cpuCount, memory, memoryLimit, memoryShare, disk, network],
    observe: (result) => {
      const now = cpuSeconds();
      const elapsed = sumOf(now) - sumOf(last);
      for (const [mode, name] of Object.entries(CPU_MODES) as [CpuMode, string][]) {
        result.observe(cpuTime, now[mode], { 'cpu.mode': name });
        if (elapsed > 0)
          result.observe(cpuUtilization, (now[mode] - last[mode]) / elapsed, { 'cpu.mode': name });
      }
      last = now;
      result.observe(cpuCount, cpus().length);

      const total = totalmem();
      const available = Math.min(availableBytes(), total);
      result.observe(memoryLimit, total);
      for (const [state, bytes] of [
        ['used', total - available],
        ['free', available],
      ] as const) {
        result.observe(memory, bytes, { 'system.memory.state': state });
        result.observe(memoryShare, bytes / total, { 'system.memory.state': state });
      }

      for (const { device, readBytes, writtenBytes } of parseDiskStats(readProc('diskstats'))) {
        result.observe(disk, readBytes, { 'system.device': device, 'disk.io.direction': 'read' });
        result.observe(disk, writtenBytes, { 'system.device': device, 'disk.io.direction': 'write' });
      }
      for (const { device, readBytes, writtenBytes } of parseNetDev(readProc('net/dev'))) {
        const name = { 'network.interface.name': device };
        result.observe(network, readBytes, { ...name, 'network.io.direction': 'receive' });
        result.observe(network, writtenBytes, { ...name, 'network.io.direction': 'transmit' });
      }
    },
  };
};

export const instrumentation: InstrumentationModule = {
  name: 'host-metrics',
  summary: 'CPU, memory, disks and network of the machine; one service of a machine is enough to send them',
  packages: [],
  builtins: [],
  isExtra: true,
  makes: ['metrics'],
  canWait: true,
  create: () => new MetricsInstrumentation('binnacle/host-metrics', create),
};
