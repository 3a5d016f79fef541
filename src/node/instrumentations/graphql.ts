import { listenToOperations } from '../graphql/channels.ts';
import { type ExecuteModule, patchExecute } from '../graphql/patch-execute.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** A version with channels has this file, and loads it first. */
const CHANNELS_FILE = 'graphql/diagnostics.js';

export const instrumentation: InstrumentationModule = {
  name: 'graphql',
  summary: 'operations of GraphQL by type and name; no documents, arguments or fields',
  versions: '>=14 <18',
  packages: ['graphql'],
  builtins: [],
  whenInstalled: ['graphql'],
  create: () => {
    listenToOperations();
    let hasChannels = false;
    patchFiles({
      [CHANNELS_FILE]: () => {
        hasChannels = true;
      },
      'graphql/execution/execute.js': (exports: ExecuteModule) => {
        if (!hasChannels) patchExecute(exports);
      },
    });
  },
};
