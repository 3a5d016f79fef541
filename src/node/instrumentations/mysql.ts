import { MySQLInstrumentation } from '@opentelemetry/instrumentation-mysql';
import { asDatabase } from '../database/database-tracer.ts';
import { mysqlRules } from '../database/mysql-rules.ts';
import { passFailures } from '../database/pass-failures.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

type Callback = (...args: unknown[]) => unknown;

export const instrumentation: InstrumentationModule = {
  name: 'mysql',
  summary: 'MySQL queries and pools of mysql',
  packages: ['mysql'],
  builtins: [],
  versions: '>=2.0.0 <3',
  makes: ['spans', 'metrics'],
  create: () =>
    passFailures(
      asDatabase(new MySQLInstrumentation(), mysqlRules),
      '_patchCallbackQuery',
      (original, telling) =>
        (...args) => {
          const wrap = original(...args) as (callback: Callback) => Callback;
          return (callback: Callback) => telling(wrap(callback));
        },
    ),
};
