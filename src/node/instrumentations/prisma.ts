import { PrismaInstrumentation } from '@prisma/instrumentation';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'prisma',
  summary: 'operations of Prisma Client, around the queries of its driver',
  packages: [],
  builtins: [],
  globals: ['PRISMA_INSTRUMENTATION'],
  versions: '>=6 <8',
  create: () => new PrismaInstrumentation(),
};
