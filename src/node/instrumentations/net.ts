import { NetInstrumentation } from '@opentelemetry/instrumentation-net';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'net',
  summary: 'connections that `node:net` and `node:tls` open',
  packages: [],
  builtins: ['net'],
  isExtra: true,
  create: () => new NetInstrumentation(),
};
