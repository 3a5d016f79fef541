import { availableParallelism } from 'node:os';
import type { Meter } from '@opentelemetry/api';
import { MetricsInstrumentation, type Readings } from '../host/metrics-instrumentation.ts';
import { numberOf } from '../host/parse-proc.ts';
import { countOpenFiles, readProc } from '../host/read-proc.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const MICROS = 1e6;

/** Names and units: https://opentelemetry.io/docs/specs/semconv/system/process-metrics/ */
const create = (meter: Meter): Readings => {
  const cpuTime = meter.createObservableCounter('process.cpu.time', { unit: 's' });
  const cpuUtilization = meter.createObservableGauge('process.cpu.utilization', { unit: '1' });
  const memory = meter.createObservableUpDownCounter('process.memory.usage', { unit: 'By' });
  const virtual = meter.createObservableUpDownCounter('process.memory.virtual', { unit: 'By' });
  const disk = meter.createObservableCounter('process.disk.io', { unit: 'By' });
  const threads = meter.createObservableUpDownCounter('process.thread.count', { unit: '{thread}' });
  const files = meter.createObservableUpDownCounter('process.unix.file_descriptor.count', {
    unit: '{file_descriptor}',
  });
  const switches = meter.createObservableCounter('process.context_switches', { unit: '{context_switch}' });
  const faults = meter.createObservableCounter('process.paging.faults', { unit: '{fault}' });
  const uptime = meter.createObservableGauge('process.uptime', { unit: 's' });

  let last = { at: performance.now(), ...process.cpuUsage() };
  return {
    instruments: [cpuTime, cpuUtilization, memory, virtual, disk, threads, files, switches, faults, uptime],
    observe: (result) => {
      const now = { at: performance.now(), ...process.cpuUsage() };
      const availableMicros = (now.at - last.at) * 1_000 * availableParallelism();
      for (const mode of ['user', 'system'] as const) {
        result.observe(cpuTime, now[mode] / MICROS, { 'cpu.mode': mode });
        if (availableMicros > 0) {
          const share = (now[mode] - last[mode]) / availableMicros;
          result.observe(cpuUtilization, Math.min(share, 1), { 'cpu.mode': mode });
        }
      }
      last = now;

      const status = readProc('self/status');
      const io = readProc('self/io');
      result.observe(memory, process.memoryUsage.rss());
      const optional = [
        [virtual, numberOf(status, 'VmSize'), {}],
        [threads, numberOf(status, 'Threads'), {}],
        [files, countOpenFiles(), {}],
        [disk, numberOf(io, 'read_bytes'), { 'disk.io.direction': 'read' }],
        [disk, numberOf(io, 'write_bytes'), { 'disk.io.direction': 'write' }],
      ] as const;
      for (const [instrument, value, attributes] of optional)
        if (value !== undefined) result.observe(instrument, value, attributes);

      const { voluntaryContextSwitches, involuntaryContextSwitches, minorPageFault, majorPageFault } =
        process.resourceUsage();
      result.observe(switches, voluntaryContextSwitches, { 'process.context_switch.type': 'voluntary' });
      result.observe(switches, involuntaryContextSwitches, { 'process.context_switch.type': 'involuntary' });
      result.observe(faults, minorPageFault, { 'system.paging.fault.type': 'minor' });
      result.observe(faults, majorPageFault, { 'system.paging.fault.type': 'major' });
      result.observe(uptime, process.uptime());
    },
  };
};

export const instrumentation: InstrumentationModule = {
  name: 'process-metrics',
  summary: 'CPU, memory, disk, threads, open files and page faults of the process',
  packages: [],
  builtins: [],
  makes: ['metrics'],
  canWait: true,
  create: () => new MetricsInstrumentation('binnacle/process-metrics', create),
};
