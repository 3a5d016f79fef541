import { patchFiles } from '../hooks/patch-files.ts';
import { patchLayer, patchRouter } from '../http/express-routes.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** Names the request's span by its route, without a span for each layer, and puts errors on that span. */
export const instrumentation: InstrumentationModule = {
  name: 'express',
  summary: 'routes and errors of Express',
  versions: '>=4 <6',
  packages: ['express', 'router'],
  builtins: [],
  // Express 5 has its router in a package of its own.
  create: () =>
    patchFiles({
      router: patchRouter,
      'router/lib/layer.js': patchLayer,
      'express/lib/router/index.js': patchRouter,
      'express/lib/router/layer.js': patchLayer,
    }),
};
