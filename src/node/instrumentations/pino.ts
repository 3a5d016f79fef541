import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'pino',
  summary: 'log records of pino, and trace ids in its own lines',
  packages: ['pino'],
  builtins: [],
  versions: '>=5.14.0 <11',
  makes: ['logs'],
  create: () => new PinoInstrumentation(),
};
