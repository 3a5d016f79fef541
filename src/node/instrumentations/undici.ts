import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { noteFetches } from '../insight/note-fetch.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { watchUndici } from '../pools/watch-undici.ts';

export const instrumentation: InstrumentationModule = {
  name: 'undici',
  summary: 'requests made by `fetch` and undici, with a duration histogram',
  packages: [],
  builtins: [],
  makes: ['spans', 'metrics'],
  create: () => {
    noteFetches();
    watchUndici();
    return new UndiciInstrumentation();
  },
};
