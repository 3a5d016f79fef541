import { type AnyValue, type Context, context, logs, SeverityNumber } from '@opentelemetry/api';
import {
  InstrumentationNodeModuleDefinition,
  InstrumentationNodeModuleFile,
} from '@opentelemetry/instrumentation';
import { WinstonInstrumentation } from '@opentelemetry/instrumentation-winston';
import TransportStream from 'winston-transport';
import { VERSION } from '../../core/version.ts';
import type { InstrumentationModule } from '../instrumentation.ts';

/** By level name, of winston's three sets: https://github.com/winstonjs/winston#logging-levels */
const SEVERITIES: Readonly<Record<string, SeverityNumber>> = {
  emerg: SeverityNumber.FATAL3,
  alert: SeverityNumber.FATAL2,
  crit: SeverityNumber.FATAL,
  fatal: SeverityNumber.FATAL,
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  warning: SeverityNumber.WARN,
  notice: SeverityNumber.INFO2,
  info: SeverityNumber.INFO,
  help: SeverityNumber.INFO,
  data: SeverityNumber.INFO,
  http: SeverityNumber.DEBUG3,
  verbose: SeverityNumber.DEBUG2,
  debug: SeverityNumber.DEBUG,
  prompt: SeverityNumber.DEBUG,
  input: SeverityNumber.DEBUG,
  silly: SeverityNumber.TRACE,
  trace: SeverityNumber.TRACE,
};

/** Those that have transports of this kind. */
const VERSIONS = ['>=3 <4'];

/** Where the instrumentation leaves the context that was active when the line was written. */
const CONTEXT = Symbol.for('opentelemetry.js.contrib.winston.context');

/** What winston puts the level in before a format colours it: https://github.com/winstonjs/triple-beam */
const LEVEL = Symbol.for('level');

interface Info {
  readonly level: string;
  readonly message: AnyValue;
  readonly [CONTEXT]?: Context;
  readonly [LEVEL]?: string;
}

/** Sends each line that the logger lets through as a log record. */
class LogRecordTransport extends TransportStream {
  readonly #logger = logs.getLogger('binnacle/winston', VERSION);

  override log(info: Info & Readonly<Record<string, AnyValue>>, next: () => void): void {
    const { level, message, trace_id, span_id, trace_flags, timestamp, ...attributes } = info;
    const name = info[LEVEL] ?? level;
    this.#logger.emit({
      severityNumber: SEVERITIES[name] ?? SeverityNumber.UNSPECIFIED,
      severityText: name,
      body: message,
      attributes,
      context: info[CONTEXT] ?? context.active(),
    });
    next();
  }
}

interface LoggerOptions {
  readonly transports?: unknown;
}
type Configure = (this: unknown, options?: LoggerOptions) => unknown;
interface LoggerClass {
  readonly prototype: { configure: Configure };
}

const patchLogger = (logger: LoggerClass): LoggerClass => {
  const { configure } = logger.prototype;
  logger.prototype.configure = function (options = {}) {
    const given = options.transports ?? [];
    const transports = [...(Array.isArray(given) ? given : [given]), new LogRecordTransport()];
    return configure.call(this, { ...options, transports });
  };
  return logger;
};

/** Adds a transport of its own, where upstream asks for a package that the application would have to install. */
class LogInstrumentation extends WinstonInstrumentation {
  override init() {
    const files = [
      new InstrumentationNodeModuleFile('winston/lib/winston/logger.js', VERSIONS, patchLogger, () => {}),
    ];
    return [
      ...super.init(),
      new InstrumentationNodeModuleDefinition('winston', VERSIONS, undefined, undefined, files),
    ];
  }
}

export const instrumentation: InstrumentationModule = {
  name: 'winston',
  summary: 'log records of winston, and trace ids in its own lines',
  packages: ['winston'],
  builtins: [],
  makes: ['logs'],
  create: () => new LogInstrumentation({ disableLogSending: true }),
};
