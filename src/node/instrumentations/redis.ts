import { RedisInstrumentation } from '@opentelemetry/instrumentation-redis';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'redis',
  summary: 'Redis commands of redis; only the command and never its arguments',
  packages: ['redis', '@redis/client', '@node-redis/client'],
  builtins: [],
  create: () => new RedisInstrumentation({ dbStatementSerializer: (command) => command }),
};
