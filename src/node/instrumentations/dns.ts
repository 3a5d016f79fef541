import { DnsInstrumentation } from '@opentelemetry/instrumentation-dns';
import type { InstrumentationModule } from '../instrumentation.ts';

export const instrumentation: InstrumentationModule = {
  name: 'dns',
  summary: 'look-ups of `node:dns`, without the names',
  packages: [],
  builtins: ['dns', 'dns/promises'],
  isExtra: true,
  create: () => new DnsInstrumentation(),
};
