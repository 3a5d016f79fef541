import { RedisInstrumentation } from '@opentelemetry/instrumentation-redis';
import { asDatabase } from '../database/database-tracer.ts';
import { commandOnly, redisRules } from '../database/redis-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'redis',
  summary: 'Redis commands of redis; only the command and never its arguments',
  packages: ['redis', '@redis/client', '@node-redis/client'],
  builtins: [],
  versions: '>=2.6.0 <7',
  makes: ['spans', 'metrics'],
  create: () =>
    asDatabase(new RedisInstrumentation({ dbStatementSerializer: commandOnly }), {
      ...redisRules,
      kindOf: ({ name }) => (name === 'redis-connect' ? 'connect' : 'operation'),
    }),
};
