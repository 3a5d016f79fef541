import { basename } from 'node:path';
import { InstrumentationNodeModuleFile } from '@opentelemetry/instrumentation';
import { KnexInstrumentation } from '@opentelemetry/instrumentation-knex';
import { asDatabase } from '../database/database-tracer.ts';
import type { DatabaseRules } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { patchKnexClient, patchKnexRunner, patchKnexTransaction } from '../pools/knex-pool.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  'better-sqlite3': 'sqlite',
  cockroachdb: 'cockroachdb',
  mssql: 'microsoft.sql_server',
  mysql2: 'mysql',
  oracledb: 'oracle.db',
  pgnative: 'postgresql',
  redshift: 'aws.redshift',
  sqlite3: 'sqlite',
  tedious: 'microsoft.sql_server',
};

const rules: DatabaseRules = {
  // The driver's span is as long, where the driver has one.
  roleOf: () => 'fallback',
  naming: (span) => {
    const named = String(span.attributes['db.system.name']);
    const system = SYSTEMS[named] ?? named;
    const namespace = String(span.attributes['db.namespace'] ?? '');
    return {
      ...sqlNaming(span),
      'db.system.name': system,
      // The file without the path, which may have the name of a person.
      ...(system === 'sqlite' && namespace && { 'db.namespace': basename(namespace) }),
    };
  },
  statusCode: ({ code }) => (typeof code === 'string' && code.startsWith('SQLITE_') ? code : undefined),
};

/** Their clients build queries in a method of their own, which upstream does not see. */
const DIALECTS = ['cockroachdb', 'mssql', 'mysql', 'oracle', 'oracledb', 'postgres', 'redshift', 'sqlite3'];

const fileOf = (dialect: string): string => `knex/lib/dialects/${dialect}/index.js`;

interface ClientClass {
  readonly prototype: { queryBuilder(): unknown };
}

class KnexWithDialects extends KnexInstrumentation {
  override init() {
    const definition = super.init();
    const patch = ({ prototype }: ClientClass): void => {
      if (!Object.hasOwn(prototype, 'queryBuilder')) return;
      const { queryBuilder } = prototype;
      const keepContextOf = (builder: unknown): void => {
        const storeContext: unknown = Reflect.get(this, 'storeContext');
        if (typeof storeContext === 'function') storeContext.call(this, () => builder)();
      };
      prototype.queryBuilder = function (...args) {
        const builder = queryBuilder.apply(this, args);
        try {
          keepContextOf(builder);
        } catch {
          // It has been kept already, by a dialect that calls the method of its base.
        }
        return builder;
      };
    };
    for (const dialect of DIALECTS) {
      definition.files.push(
        new InstrumentationNodeModuleFile(
          fileOf(dialect),
          definition.supportedVersions,
          (exports: ClientClass) => {
            patch(exports);
            return exports;
          },
          () => {},
        ),
      );
    }
    return definition;
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'knex',
  summary:
    "queries of knex: the driver's spans below the span that built the query, and spans for drivers that have none",
  packages: ['knex'],
  builtins: [],
  versions: '>=0.10.0 <4',
  makes: ['context', 'spans', 'metrics'],
  create: () => {
    patchFiles({
      'knex/lib/client.js': patchKnexClient,
      'knex/lib/execution/runner.js': patchKnexRunner,
      'knex/lib/runner.js': patchKnexRunner,
      ...Object.fromEntries(DIALECTS.map((dialect) => [fileOf(dialect), patchKnexTransaction])),
    });
    return asDatabase(new KnexWithDialects(), rules);
  },
};
