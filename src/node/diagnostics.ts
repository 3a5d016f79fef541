import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import type { Settings } from '../core/settings/index.ts';

const PREFIX = 'binnacle:';

/** A moment, as servers write it: `2026-01-31T12:00:00.000Z`, `2026-01-31 12:00:00.000`. */
const MOMENT = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?/g;

/** Lines that are the same but for amounts and times count as the same fault; the numbers in addresses and names stay. */
const kindOf = (line: string): string =>
  line.replace(MOMENT, '#').replace(/(?<![^\s(])\d+(?=ms\b|[\s,;)]|$)/g, '#');

/** Different faults that are told apart; a process that has more says no more. */
const MAX_KINDS = 100;

/** Longest line, in UTF-16 units. */
const MAX_LINE_LENGTH = 500;

/** An object of the application may throw even at this. */
const textOf = (value: unknown): string => {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
};

/** What is wrong, for a person: an error's message, or those of the errors that it gathers. */
export const reasonOf = (value: unknown): string => {
  if (value instanceof AggregateError && !value.message)
    return [...new Set(value.errors.map(reasonOf))].join(', ');
  if (!(value instanceof Error)) return textOf(value);
  return value.message || value.name;
};

/** The SDK ends these with a value of the application, which may be anything and anybody's. */
const ENDS_WITH_A_VALUE =
  /^(.*?(?:non-number value provided to metric [^:]*|negative value provided to counter [^:]*|Failed to record an exception|Failed to (?:extract|inject) with \w+|Inconsistent start and end time|Invalid attribute (?:key|value set for key))).*$/;

/** Writes each kind of line once, because a Collector that is away for an hour is one fault and not a thousand. */
export const createOnceLogger = (
  write: (line: string) => void,
  redact: (line: string) => string = (line) => line,
): ((...parts: unknown[]) => void) => {
  const said = new Set<string>();
  return (...parts) => {
    const text = parts.map(reasonOf).join(' ').slice(0, MAX_LINE_LENGTH).replace(/\s+/g, ' ');
    const line = redact(text.replace(ENDS_WITH_A_VALUE, '$1'));
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

/** Opens every line about an export that failed. */
export const UNDELIVERED = 'telemetry cannot be sent to';

/** What the SDK says of an export that takes long. Why it fails in the end is told where that is known. */
const TAKES_LONG = /metrics export timed out|^Timeout$/;

/** The API's words, with a stack, where another SDK registers itself after Binnacle. */
const REGISTERED_TWICE = /Attempted duplicate registration of API/;

const SECOND_SDK =
  'another OpenTelemetry SDK tried to start after Binnacle: Binnacle stays, its exporters get nothing, and what its instrumentations see goes through Binnacle. Keep one of the two';

/** The SDK's own messages on standard error; standard output belongs to the application. */
export const startDiagnostics = (
  level: Settings['logLevel'],
  write: (line: string) => void,
  redact: (line: string) => string,
): void => {
  if (level === 'none') return;
  const once = createOnceLogger(write, redact);
  const always = (...parts: unknown[]) => write(`${PREFIX} ${redact(parts.map(reasonOf).join(' '))}\n`);
  const error = (...parts: unknown[]) => {
    if (parts.some((part) => REGISTERED_TWICE.test(reasonOf(part)))) once(SECOND_SDK);
    else if (!parts.some((part) => TAKES_LONG.test(reasonOf(part)))) once(...parts);
  };
  const logger: DiagLogger = { error, warn: once, info: once, debug: always, verbose: always };
  diag.setLogger(logger, { logLevel: LEVELS[level], suppressOverrideMessage: true });
  // The SDK's own handler writes errors as JSON, with their stacks.
  setGlobalErrorHandler((reason) => {
    const line = reasonOf(reason);
    if (!line.includes(UNDELIVERED)) diag.error(line);
  });
};
