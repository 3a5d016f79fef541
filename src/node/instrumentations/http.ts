import { instrumentHttp } from '../http/instrument-http.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'http',
  summary: 'requests that `node:http` and `node:https` serve and make, with duration histograms',
  packages: [],
  builtins: [],
  makes: ['spans', 'metrics'],
  create: ({ maxRoutes, serverlessPlatform, serverTiming, correlationHeader }) =>
    instrumentHttp({ maxRoutes, serverTiming, correlationHeader, atOnce: serverlessPlatform !== undefined }),
};
