import { patchClientInterceptors } from '../grpc/client.ts';
import { patchServer } from '../grpc/server.ts';
import { patchFiles } from '../hooks/patch-files.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'grpc',
  summary: 'calls that `@grpc/grpc-js` makes and serves, with duration histograms',
  versions: '>=1 <2',
  makes: ['spans', 'metrics'],
  packages: ['@grpc/grpc-js'],
  builtins: [],
  create: () =>
    patchFiles({
      '@grpc/grpc-js/build/src/client-interceptors.js': patchClientInterceptors,
      '@grpc/grpc-js/build/src/server.js': patchServer,
    }),
};
