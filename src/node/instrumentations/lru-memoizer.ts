import { LruMemoizerInstrumentation } from '@opentelemetry/instrumentation-lru-memoizer';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'lru-memoizer',
  summary: 'the active span in callbacks of lru-memoizer, which otherwise have that of whoever asked first',
  packages: ['lru-memoizer'],
  builtins: [],
  versions: '>=1.3.0 <4',
  makes: ['context'],
  create: () => new LruMemoizerInstrumentation(),
};
