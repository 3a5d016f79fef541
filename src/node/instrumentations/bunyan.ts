import { BunyanInstrumentation } from '@opentelemetry/instrumentation-bunyan';
import type { InstrumentationModule } from '../instrumentation.ts';

/** Upstream knows version 1 only; what it patches is the same in version 2. */
const VERSIONS = ['>=1.0.0 <3'];

class LogInstrumentation extends BunyanInstrumentation {
  override init() {
    const definitions = super.init();
    for (const definition of definitions) definition.supportedVersions = VERSIONS;
    return definitions;
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'bunyan',
  summary: 'log records of bunyan, and trace ids in its own lines',
  packages: ['bunyan'],
  builtins: [],
  versions: '>=1.0.0 <3',
  makes: ['logs'],
  create: () => new LogInstrumentation(),
};
