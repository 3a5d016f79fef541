import { context } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'http',
  summary: 'requests that `node:http` and `node:https` serve and make, with duration histograms',
  packages: [],
  builtins: ['http', 'https'],
  makes: ['spans', 'metrics'],
  create: () =>
    new HttpInstrumentation({
      // Exports make no spans, and would be measured as if the application had made them.
      ignoreOutgoingRequestHook: () => isTracingSuppressed(context.active()),
    }),
};
