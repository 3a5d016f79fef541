import type { Settings } from '../../core/settings/index.ts';
import type { CpuEngine } from './cpu-engine.ts';
import { createDatadogCpu } from './datadog-cpu.ts';
import { createInspectorCpu } from './inspector-cpu.ts';

const MICROS_PER_MILLI = 1_000;

/** The engine that the settings name, or the better of those that are there: one whose samples know their route. */
export const createCpu = (
  { profilingEngine, profilingSampleMillis }: Settings,
  warn: (line: string) => void,
): CpuEngine => {
  const intervalMicros = profilingSampleMillis * MICROS_PER_MILLI;
  const datadog = profilingEngine === 'inspector' ? undefined : createDatadogCpu(intervalMicros);
  if (profilingEngine === 'datadog' && !datadog)
    warn(
      'BINNACLE_PROFILING_ENGINE=datadog needs Node 24 or later and the package @datadog/pprof with a build for this platform; profiles are taken by the inspector, without routes',
    );
  return datadog ?? createInspectorCpu(intervalMicros);
};
