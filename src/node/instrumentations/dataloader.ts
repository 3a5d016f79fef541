import { DataloaderInstrumentation } from '@opentelemetry/instrumentation-dataloader';
import { asDatabase } from '../database/database-tracer.ts';
import type { DatabaseRules } from '../database/rules.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const BATCH = /^dataloader\.batch\b/;

const rules: DatabaseRules = {
  // A load is either a look into a map or a part of a batch, which is linked to the spans that asked for it.
  roleOf: ({ name }) => (BATCH.test(name) ? 'layer' : 'nothing'),
  naming: () => ({}),
};

export const instrumentation: InstrumentationModule = {
  name: 'dataloader',
  summary: 'batches of dataloader, with links to the spans that they load for',
  packages: ['dataloader'],
  builtins: [],
  versions: '>=2.0.0 <3',
  create: () => asDatabase(new DataloaderInstrumentation(), rules),
};
