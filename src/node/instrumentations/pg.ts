import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'pg',
  summary: 'PostgreSQL queries and pools of pg',
  packages: ['pg', 'pg-pool'],
  builtins: [],
  create: () => new PgInstrumentation({ requireParentSpan: false }),
};
