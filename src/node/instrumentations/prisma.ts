import { PrismaInstrumentation } from '@prisma/instrumentation';
import { asDatabase } from '../database/database-tracer.ts';
import type { DatabaseRules, SpanRole } from '../database/rules.ts';
import { sqlNaming } from '../database/sql-rules.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { patchPrismaRuntime } from '../pools/prisma-pool.ts';

/** The others are parts of the first: connecting, compiling, serialising. */
const ROLES: Readonly<Record<string, SpanRole>> = {
  'prisma:client:operation': 'layer',
  'prisma:client:db_query': 'fallback',
  'prisma:engine:db_query': 'operation',
};

const rules: DatabaseRules = {
  roleOf: ({ name }) => ROLES[name] ?? 'nothing',
  // `User.findMany`, `executeRaw`
  layerName: ({ attributes }) => `prisma ${String(attributes.name ?? attributes.method ?? 'operation')}`,
  naming: sqlNaming,
};

export const instrumentation: InstrumentationModule = {
  name: 'prisma',
  summary: "operations of Prisma Client around its driver's spans, and spans for drivers that have none",
  packages: ['@prisma/client'],
  builtins: [],
  globals: ['PRISMA_INSTRUMENTATION'],
  versions: '>=6 <8',
  makes: ['spans', 'metrics'],
  create: () => {
    patchFiles({
      '@prisma/client/runtime/client.js': patchPrismaRuntime,
      '@prisma/client/runtime/library.js': patchPrismaRuntime,
    });
    const instrumentation = asDatabase(new PrismaInstrumentation(), rules);
    // It reads its tracer provider when it is enabled.
    instrumentation.enable();
    return instrumentation;
  },
};
