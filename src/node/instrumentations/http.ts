import { instrumentClients } from '../http/client.ts';
import { instrumentServers } from '../http/server.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'http',
  summary: 'requests that `node:http` and `node:https` serve and make, with duration histograms',
  packages: [],
  builtins: [],
  makes: ['spans', 'metrics'],
  create: ({ maxRoutes }) => {
    instrumentServers(maxRoutes);
    instrumentClients();
  },
};
