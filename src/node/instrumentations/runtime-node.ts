import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'runtime-node',
  summary: 'metrics of the event loop, garbage collection and heap',
  packages: [],
  builtins: [],
  create: () => new RuntimeNodeInstrumentation(),
};
