import { OracleInstrumentation } from '@opentelemetry/instrumentation-oracledb';
import { asDatabase } from '../database/database-tracer.ts';
import { cleanOracleMessage } from '../database/error-messages.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** `oracledb.Connection.commit:COMMIT db` */
const METHOD = /^oracledb\.(?:Connection\.)?(\w+)/;

const rules: DatabaseRules = {
  roleOf: ({ name }) => {
    // Round trips, inside the span of the method that makes them.
    if (name.endsWith('Message')) return 'nothing';
    return /getConnection|createPool|Pool\.|\.close|\.ping/.test(name) ? 'connect' : 'operation';
  },
  naming: (span) =>
    span.attributes['db.query.text']
      ? sqlNaming(span)
      : { 'db.operation.name': METHOD.exec(span.name)?.[1]?.toUpperCase() },
  message: cleanOracleMessage,
  statusCode: ({ code }) => (typeof code === 'string' && /^ORA-\d+$/.test(code) ? code : undefined),
};

/** Upstream ends before the versions that are named by years, which have the same interface for traces. */
class AllVersions extends OracleInstrumentation {
  override init() {
    const definitions = super.init();
    for (const definition of definitions) definition.supportedVersions = ['>=6.7'];
    return definitions;
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'oracledb',
  summary: 'Oracle Database calls and pools of oracledb',
  packages: ['oracledb'],
  builtins: [],
  versions: '>=6.7',
  makes: ['spans', 'metrics'],
  create: () => asDatabase(new AllVersions({ dbStatementDump: true }), rules),
};
