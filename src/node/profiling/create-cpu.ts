import { diag } from '@opentelemetry/api';
import type { Settings } from '../../core/settings/index.ts';
import { reasonOf } from '../diagnostics.ts';
import type { CpuEngine } from './cpu-engine.ts';
import { createDatadogCpu } from './datadog-cpu.ts';
import { createInspectorCpu } from './inspector-cpu.ts';

const MICROS_PER_MILLI = 1_000;

/** The better engine, or the other where it does not start: another agent may profile by the same package. */
const withFallback = (
  better: CpuEngine,
  createOther: () => CpuEngine,
  tell: (reason: string) => void,
): CpuEngine => {
  let engine = better;
  return {
    start: () => {
      if (engine !== better) {
        engine.start();
        return;
      }
      try {
        better.start();
      } catch (error) {
        tell(reasonOf(error));
        engine = createOther();
        engine.start();
      }
    },
    take: () => engine.take(),
    stop: () => engine.stop(),
  };
};

export interface CpuOptions {
  readonly engine: Settings['profilingEngine'];
  /** Between two samples. */
  readonly sampleMillis: number;
  /** How long one profile lasts. */
  readonly periodMillis: number;
}

/** The engine that is named, or the better of those that are there: one whose samples know their route. */
export const createCpu = (
  { engine, sampleMillis, periodMillis }: CpuOptions,
  warn: (line: string) => void,
): CpuEngine => {
  const intervalMicros = sampleMillis * MICROS_PER_MILLI;
  const createInspector = () => createInspectorCpu(intervalMicros);
  if (engine === 'inspector') return createInspector();
  const datadog = createDatadogCpu(intervalMicros, periodMillis);
  if (datadog)
    return withFallback(datadog, createInspector, (reason) =>
      warn(`@datadog/pprof does not start (${reason}); profiles are taken by the inspector, without routes`),
    );
  const needs = 'needs Node 24 or later and the package @datadog/pprof with a build for this platform';
  if (engine === 'datadog')
    warn(`BINNACLE_PROFILING_ENGINE=datadog ${needs}; profiles are taken by the inspector, without routes`);
  else diag.info(`profiles are taken by the inspector: what tells their routes and traces ${needs}`);
  return createInspector();
};
