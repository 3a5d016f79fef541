import { metrics } from '@opentelemetry/api';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'runtime-node',
  summary: 'metrics of the event loop, garbage collection and heap',
  packages: [],
  builtins: [],
  makes: ['metrics'],
  canWait: true,
  create: () => {
    const instrumentation = new RuntimeNodeInstrumentation();
    // Its base class asks for the instruments before its collectors exist, so it has to be told once more.
    instrumentation.setMeterProvider(metrics.getMeterProvider());
    return instrumentation;
  },
};
