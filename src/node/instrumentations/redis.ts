import { RedisInstrumentation } from '@opentelemetry/instrumentation-redis';
import { asDatabase } from '../database/database-tracer.ts';
import { commandOnly, isOwnCommand, redisRules } from '../database/redis-rules.ts';
import { type AnyFunction, replaceMethod, tracedOnce } from '../database/replace-method.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { patchRedisPool } from '../pools/redis-pool.ts';

/** What the instrumentation puts before a command's name. */
const PREFIX = 'redis-';

const rules: DatabaseRules = {
  ...redisRules,
  roleOf: ({ name }) => {
    if (name === `${PREFIX}connect`) return 'connect';
    return isOwnCommand(name.slice(PREFIX.length)) ? 'nothing' : 'operation';
  },
  naming: ({ name, attributes }) => {
    // Of a transaction it tells `MULTI`, or `MULTI SET` where all commands are `SET`.
    const several = /^(?:MULTI|PIPELINE)\b/.exec(String(attributes['db.operation.name']))?.[0];
    const command = name.slice(PREFIX.length);
    const operation = several && several !== command ? `${several} ${command}` : command;
    return redisRules.naming({ name, attributes: { 'db.operation.name': operation } });
  },
};

/** Of versions 2 and 3, which it keeps in a part of its own. */
const OLD_PART = 'instrumentationV2_V3';

export const instrumentation: InstrumentationModule = {
  name: 'redis',
  summary: 'Redis commands of redis; only the command and never its arguments',
  packages: ['redis', '@redis/client', '@node-redis/client'],
  builtins: [],
  versions: '>=2.6.0 <7',
  makes: ['spans', 'metrics'],
  create: () => {
    patchFiles({ '@redis/client/dist/lib/client/pool.js': patchRedisPool });
    const instrumentation = asDatabase(
      new RedisInstrumentation({ dbStatementSerializer: commandOnly }),
      rules,
    );
    const oldPart: unknown = Reflect.get(instrumentation, OLD_PART);
    if (typeof oldPart === 'object' && oldPart !== null)
      replaceMethod(
        oldPart,
        '_getPatchInternalSendCommand',
        (patches) => () => (original: AnyFunction) => tracedOnce(patches()(original), original),
      );
    return instrumentation;
  },
};
