import {
  type Attributes,
  type Context,
  logs,
  SeverityNumber,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '../../core/version.ts';
import type { Crash } from './open-spans.ts';

/** Longest text of one attribute, in UTF-16 units: a stack of a hundred frames fits. */
const MAX_TEXT_LENGTH = 16_384;

/** A cut falls between words that are no longer than this: half a secret would not be recognised as one. */
const MAX_WORD_LENGTH = 1_024;

const shorten = (text: string): string => {
  if (text.length <= MAX_TEXT_LENGTH) return text;
  const head = text.slice(0, MAX_TEXT_LENGTH);
  const end = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\n'));
  return end > MAX_TEXT_LENGTH - MAX_WORD_LENGTH ? head.slice(0, end) : head;
};

const SCOPE = 'binnacle';

const nameOf = (error: Error): string =>
  // A class that does not name itself inherits `Error`.
  error.name === 'Error' ? (error.constructor?.name ?? error.name) : error.name;

/** Of what was thrown, whatever it is: https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/ */
const describe = (thrown: unknown): { type: string; message: string; stack: string | undefined } => {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown), stack: undefined };
  return { type: String(nameOf(thrown)), message: String(thrown.message), stack: thrown.stack };
};

/**
 * Records an error that nobody caught: a log record, and an exception on the span that was active or, without one, on
 * a span of its own. Nothing that goes on is ended here, because the application may handle the error.
 *
 * @param origin as Node names it, `uncaughtException` or `unhandledRejection`
 * @param isFatal whether it ends the process
 */
export const recordUncaught = (
  thrown: unknown,
  origin: string,
  context: Context,
  isFatal: boolean,
): Crash => {
  const { type, message, stack } = describe(thrown);
  const text = shorten(message);
  const attributes: Attributes = {
    'exception.type': type,
    'exception.message': text,
    ...(typeof stack === 'string' && { 'exception.stacktrace': shorten(stack) }),
  };
  const active = trace.getSpan(context);
  const span = active ?? trace.getTracer(SCOPE, VERSION).startSpan(origin, {}, context);
  logs.getLogger(SCOPE, VERSION).emit({
    eventName: 'exception',
    severityNumber: isFatal ? SeverityNumber.FATAL : SeverityNumber.ERROR,
    severityText: isFatal ? 'FATAL' : 'ERROR',
    body: text,
    attributes,
    context: trace.setSpan(context, span),
  });
  if (span.isRecording()) {
    span.addEvent('exception', attributes);
    span.setAttribute('error.type', type);
    span.setStatus({ code: SpanStatusCode.ERROR, message: text });
    if (!active) span.end();
  }
  return { type, message: text, spanContext: active?.spanContext() };
};
