import { formatWithOptions } from 'node:util';
import { logs, SeverityNumber } from '@opentelemetry/api';
import { InstrumentationBase } from '@opentelemetry/instrumentation';
import { VERSION } from '../../core/version.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

const METHODS = {
  debug: SeverityNumber.DEBUG,
  log: SeverityNumber.INFO,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
} as const;
type Method = keyof typeof METHODS;

/** `console.log` of a large object is looked into as far as the console itself would, and not further. */
const FORMAT = { depth: 2, maxArrayLength: 100, maxStringLength: 10_000, colors: false } as const;

/** Makes a log record of each line that the program writes to the console. The console's own lines stay as they are. */
class ConsoleInstrumentation extends InstrumentationBase {
  constructor() {
    super('binnacle/console', VERSION, {});
  }

  protected init(): undefined {}

  listen(): this {
    const logger = logs.getLogger('binnacle/console', VERSION);
    // A getter or an `inspect` of the program that writes to the console itself would never end.
    let busy = false;
    for (const [method, severityNumber] of Object.entries(METHODS) as [Method, SeverityNumber][]) {
      this._wrap(
        console,
        method,
        (original) =>
          function (this: unknown, ...args: unknown[]): void {
            original.apply(this, args);
            if (busy) return;
            busy = true;
            try {
              logger.emit({ severityNumber, severityText: method, body: formatWithOptions(FORMAT, ...args) });
            } catch {
              // What cannot be formatted was the program's own error already, when the console wrote it.
            } finally {
              busy = false;
            }
          },
      );
    }
    return this;
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'console',
  summary: 'log records of `console.log` and its like',
  packages: [],
  builtins: [],
  isExtra: true,
  makes: ['logs'],
  create: () => new ConsoleInstrumentation().listen(),
};
