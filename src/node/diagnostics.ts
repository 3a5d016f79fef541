import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import type { Settings } from '../core/settings/index.ts';

const PREFIX = 'binnacle:';

/** Lines that are the same but for numbers count as the same fault. */
const kindOf = (line: string): string => line.replace(/\d+/g, '#');

/** Different faults that are told apart; a process that has more says no more. */
const MAX_KINDS = 100;

/** Longest line, in UTF-16 units. */
const MAX_LINE_LENGTH = 500;

const describe = (value: unknown): string => {
  if (value instanceof Error) return value.message || value.name;
  return typeof value === 'string' ? value : String(value);
};

/** Writes each kind of line once, because a Collector that is away for an hour is one fault and not a thousand. */
export const createOnceLogger = (write: (line: string) => void): ((...parts: unknown[]) => void) => {
  const said = new Set<string>();
  return (...parts) => {
    const line = parts.map(describe).join(' ').replace(/\s+/g, ' ').slice(0, MAX_LINE_LENGTH);
    const kind = kindOf(line);
    if (said.has(kind) || said.size >= MAX_KINDS) return;
    said.add(kind);
    write(`${PREFIX} ${line}\n`);
  };
};

const LEVELS: Readonly<Record<Settings['logLevel'], DiagLogLevel>> = {
  none: DiagLogLevel.NONE,
  error: DiagLogLevel.ERROR,
  warn: DiagLogLevel.WARN,
  info: DiagLogLevel.INFO,
  debug: DiagLogLevel.DEBUG,
  verbose: DiagLogLevel.VERBOSE,
  all: DiagLogLevel.ALL,
};

/** The SDK's own messages on standard error; standard output belongs to the application. */
export const startDiagnostics = (level: Settings['logLevel'], write: (line: string) => void): void => {
  if (level === 'none') return;
  const once = createOnceLogger(write);
  const always = (...parts: unknown[]) => write(`${PREFIX} ${parts.map(describe).join(' ')}\n`);
  const logger: DiagLogger = { error: once, warn: once, info: once, debug: always, verbose: always };
  diag.setLogger(logger, { logLevel: LEVELS[level], suppressOverrideMessage: true });
};
