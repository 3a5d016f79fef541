import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';
import { noteUndiciSymbols, patchUndiciDispatcher } from '../pools/undici-queue.ts';

export const instrumentation: InstrumentationModule = {
  name: 'undici-pool',
  summary: 'requests that wait in line in the pools of undici',
  packages: ['undici'],
  builtins: [],
  versions: '>=6 <9',
  makes: ['metrics'],
  create: () => {
    patchFiles({
      'undici/lib/core/symbols.js': noteUndiciSymbols,
      'undici/lib/dispatcher/dispatcher-base.js': patchUndiciDispatcher,
    });
  },
};
