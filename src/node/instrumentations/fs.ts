import { FsInstrumentation } from '@opentelemetry/instrumentation-fs';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'fs',
  summary: 'calls of `node:fs` inside of a span, without paths; one request may be hundreds',
  packages: [],
  builtins: ['fs', 'fs/promises'],
  isExtra: true,
  // Without a parent it would be each file that `require` reads.
  create: () => new FsInstrumentation({ requireParentSpan: true }),
};
