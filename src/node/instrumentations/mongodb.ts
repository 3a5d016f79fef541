import { MongoDBInstrumentation } from '@opentelemetry/instrumentation-mongodb';
import { commandShape } from '../database/command-shape.ts';
import { asDatabase } from '../database/database-tracer.ts';
import { passFailures } from '../database/pass-failures.ts';
import type { DatabaseRules } from '../database/rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** What the driver does on its own to open and close connections. */
const OWN = new Set(['endSessions', 'saslStart', 'saslContinue', 'isMaster', 'buildInfo']);

const rules: DatabaseRules = {
  kindOf: ({ attributes }) => (OWN.has(String(attributes['db.operation.name'])) ? 'nothing' : 'operation'),
  naming: () => ({}),
  statusCode: ({ code }) => (typeof code === 'number' ? String(code) : undefined),
};

export const instrumentation: InstrumentationModule = {
  name: 'mongodb',
  summary: 'MongoDB commands of mongodb, with the keys of what they ask and never the values',
  packages: ['mongodb'],
  builtins: [],
  versions: '>=3.3.0 <8',
  makes: ['spans', 'metrics'],
  create: () =>
    passFailures(
      asDatabase(
        new MongoDBInstrumentation({ requireParentSpan: false, dbStatementSerializer: commandShape }),
        rules,
      ),
      '_patchEnd',
      (original, telling) =>
        (...args) =>
          telling(original(...args) as (...args: unknown[]) => unknown),
    ),
};
