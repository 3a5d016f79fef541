import { sep } from 'node:path';
import { onPackageFile } from '../hooks/module-hook.ts';
import { patchLayer, patchRouter } from '../http/express-routes.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** By file: Express 5 has its router in a package of its own. */
const PATCHES: Readonly<Record<string, (exports: never) => void>> = {
  router: patchRouter,
  'router/lib/layer.js': patchLayer,
  'express/lib/router/index.js': patchRouter,
  'express/lib/router/layer.js': patchLayer,
};

/** Names the request's span by its route, without a span for each layer, and puts errors on that span. */
export const instrumentation: InstrumentationModule = {
  name: 'express',
  summary: 'routes and errors of Express',
  packages: ['express', 'router'],
  builtins: [],
  create: () =>
    onPackageFile((exports, name) => {
      PATCHES[sep === '/' ? name : name.replaceAll(sep, '/')]?.(exports as never);
      return exports;
    }),
};
