import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { asDatabase } from '../database/database-tracer.ts';
import { commandOnly, isOwnCommand, redisRules } from '../database/redis-rules.ts';
import { replaceMethod, tracedOnce } from '../database/replace-method.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'ioredis',
  summary: 'Redis commands of ioredis; only the command and never its arguments',
  packages: ['ioredis'],
  builtins: [],
  versions: '>=2.0.0 <7',
  makes: ['spans', 'metrics'],
  create: () =>
    replaceMethod(
      asDatabase(
        new IORedisInstrumentation({ requireParentSpan: false, dbStatementSerializer: commandOnly }),
        // The span of `connect()` ends before that has.
        {
          ...redisRules,
          roleOf: ({ name }) => (name === 'connect' || isOwnCommand(name) ? 'nothing' : 'operation'),
        },
      ),
      '_traceSendCommand',
      (traces) => (original, version) => tracedOnce(traces(original, version), original),
    ),
};
