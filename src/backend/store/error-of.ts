import type { Attributes, LogRecord, Span } from '../model.ts';

/** One error as it was reported. */
export interface ErrorOccurrence {
  readonly service: string;
  readonly type: string;
  readonly message: string;
  readonly timeMillis: number;
  readonly traceId: string;
  readonly spanId: string;
}

/** The severity number at which ERROR begins: https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields */
const ERROR_SEVERITY = 17;
/** Characters of a message that tell one group from another. */
const MESSAGE_LENGTH = 200;

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);

/** The message without what differs from one occurrence to the next: hexadecimal ids and numbers. */
export const messagePattern = (message: string): string =>
  message
    .slice(0, MESSAGE_LENGTH)
    .replace(/\b(?=[\da-f-]*\d)[\da-f]{6,}(?:-[\da-f]{4,})*\b/gi, '#')
    .replace(/\d+/g, '#');

const exception = (attributes: Attributes) => ({
  type: text(attributes['exception.type']),
  message: text(attributes['exception.message']),
});

/** The exceptions that a span recorded or, where it recorded none, its status. */
export const errorsOfSpan = (span: Span): readonly ErrorOccurrence[] => {
  const { traceId, spanId, source } = span;
  const base = { service: source.service, traceId, spanId };
  const exceptions = span.events.filter((event) => event.name === 'exception');
  if (exceptions.length > 0)
    return exceptions.map(({ timeMillis, attributes }) => {
      const { type, message } = exception(attributes);
      return { ...base, timeMillis, type: type || 'exception', message };
    });
  if (span.status !== 'error') return [];
  const httpStatus = Number(span.attributes['http.response.status_code']);
  const type = text(span.attributes['error.type']) || (httpStatus >= 400 ? `HTTP ${httpStatus}` : 'error');
  return [
    {
      ...base,
      type,
      message: span.statusMessage || span.name,
      timeMillis: span.startMillis + span.durationMillis,
    },
  ];
};

/** The error of a log record that is one: severity ERROR or above. */
export const errorOfLog = (log: LogRecord): ErrorOccurrence | undefined => {
  if (log.severityNumber < ERROR_SEVERITY) return undefined;
  const { type, message } = exception(log.attributes);
  return {
    service: log.source.service,
    type: type || text(log.attributes['error.type']) || log.severityText || 'error',
    message: message || text(log.body) || log.eventName,
    timeMillis: log.timeMillis,
    traceId: log.traceId,
    spanId: log.spanId,
  };
};
