import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { asDatabase } from '../database/database-tracer.ts';
import { commandOnly, redisRules } from '../database/redis-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** What the client sends on its own when it connects, and the span of `connect()`, which ends before that has. */
const OWN = new Set(['connect', 'auth', 'hello', 'select', 'info', 'client', 'readonly']);

export const instrumentation: InstrumentationModule = {
  name: 'ioredis',
  summary: 'Redis commands of ioredis; only the command and never its arguments',
  packages: ['ioredis'],
  builtins: [],
  versions: '>=2.0.0 <7',
  makes: ['spans', 'metrics'],
  create: () =>
    asDatabase(new IORedisInstrumentation({ requireParentSpan: false, dbStatementSerializer: commandOnly }), {
      ...redisRules,
      kindOf: ({ name }) => (OWN.has(name) ? 'nothing' : 'operation'),
    }),
};
