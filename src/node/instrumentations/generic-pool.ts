import { GenericPoolInstrumentation } from '@opentelemetry/instrumentation-generic-pool';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'generic-pool',
  summary: 'waiting for a resource of generic-pool',
  packages: ['generic-pool'],
  builtins: [],
  isExtra: true,
  versions: '>=2.0.0 <4',
  create: () => new GenericPoolInstrumentation(),
};
