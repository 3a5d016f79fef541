import {
  type Attributes,
  type Context,
  logs,
  SeverityNumber,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { describeFault } from '../../core/errors/fault.ts';
import { VERSION } from '../../core/version.ts';
import { type ErrorSettings, exceptionAttributes, noteError } from '../errors/note-error.ts';
import { shorten } from '../errors/shorten.ts';
import type { Crash } from './open-spans.ts';

const SCOPE = 'binnacle';

/**
 * Records an error that nobody caught: a log record, and an exception on the span that was active or, without one, on
 * a span of its own. Nothing that goes on is ended here, because the application may handle the error.
 *
 * @param origin as Node names it, `uncaughtException` or `unhandledRejection`
 * @param isFatal whether it ends the process
 * @param errorSettings undefined where errors are neither grouped nor counted
 */
export const recordUncaught = (
  thrown: unknown,
  origin: string,
  context: Context,
  isFatal: boolean,
  errorSettings: ErrorSettings | undefined,
): Crash => {
  const noted = errorSettings && noteError(thrown, { ...errorSettings, isHandled: false, context });
  const fault = noted?.fault ?? describeFault(thrown);
  const { type } = fault;
  const text = shorten(fault.message);
  const attributes: Attributes = { ...exceptionAttributes(fault), ...noted?.attributes };
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
