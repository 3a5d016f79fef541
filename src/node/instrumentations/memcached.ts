import { MemcachedInstrumentation } from '@opentelemetry/instrumentation-memcached';
import { asDatabase } from '../database/database-tracer.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'memcached',
  summary: 'Memcached commands of memcached; never a key or a value',
  packages: ['memcached'],
  builtins: [],
  versions: '>=2.2.0 <3',
  makes: ['spans', 'metrics'],
  create: () => asDatabase(new MemcachedInstrumentation(), { naming: () => ({}) }),
};
