import type { Attributes, Exception, Span, TimeInput } from '@opentelemetry/api';
import type { Clock } from '../clock.ts';
import type { EpochMillis, SpanRecord } from '../otlp/encode.ts';
import { addAttributes, attributesOf } from './attributes.ts';

/** Of one span. */
const MOST_EVENTS = 128;

/** The API takes times of the page's clock, of the system's, dates, and pairs of seconds and nanoseconds. */
export const epochOf = (time: TimeInput | undefined, clock: Clock): EpochMillis => {
  if (typeof time === 'number') return time < performance.timeOrigin / 2 ? clock.at(time) : time;
  if (Array.isArray(time)) return time[0] * 1e3 + time[1] / 1e6;
  return time ? (time as Date).getTime() : clock.now();
};

/** Causes below causes that are told of. */
const MOST_CAUSES = 5;

/** The stack of an error with those of its causes, as Node prints them. */
const stackOf = (error: unknown): string | undefined => {
  let stack = '';
  let each = error as { stack?: unknown; cause?: unknown } | undefined;
  for (let i = 0; each?.stack && i < MOST_CAUSES; i++) {
    stack += `${i ? '\nCaused by: ' : ''}${each.stack}`;
    each = each.cause as typeof each;
  }
  return stack || undefined;
};

/** Type, message and stack of what was thrown, which may be anything. */
export const exceptionAttributes = (thrown: unknown): Attributes => {
  const { name, message } = (thrown ?? {}) as Partial<Error>;
  return {
    'exception.type': String(name ?? typeof thrown),
    'exception.message': String(message ?? thrown),
    'exception.stacktrace': stackOf(thrown),
  };
};

/** A span that calls `onEnd` once, or one that nobody records and that carries its context only. */
export const createSpan = (record: SpanRecord, clock: Clock, onEnd?: () => void): Span => {
  let isOpen = !!onEnd;
  const span: Span = {
    spanContext: () => record.context,
    setAttribute: (key, value) => span.setAttributes({ [key]: value }),
    setAttributes: (attributes) => {
      if (isOpen) record.droppedAttributes += addAttributes(record.attributes, attributes);
      return span;
    },
    addEvent: (name, attributesOrTime, time) => {
      // Attributes are a plain record, a time is anything else.
      const isTime =
        !attributesOrTime ||
        typeof attributesOrTime !== 'object' ||
        'getTime' in attributesOrTime ||
        0 in attributesOrTime;
      if (!isOpen) return span;
      if (record.events.length >= MOST_EVENTS) record.droppedEvents++;
      else
        record.events.push({
          name,
          time: epochOf(isTime ? ((attributesOrTime as TimeInput) ?? time) : time, clock),
          attributes: attributesOf(isTime ? undefined : (attributesOrTime as Attributes | undefined)),
        });
      return span;
    },
    addLink: (link) => span.addLinks([link]),
    addLinks: (links) => {
      if (isOpen) record.links.push(...links.slice(0, MOST_EVENTS - record.links.length));
      return span;
    },
    setStatus: (status) => {
      if (isOpen) record.status = status;
      return span;
    },
    updateName: (name) => {
      if (isOpen) record.name = name;
      return span;
    },
    end: (time) => {
      if (!isOpen) return;
      isOpen = false;
      record.end = Math.max(record.start, epochOf(time, clock));
      onEnd?.();
    },
    isRecording: () => isOpen,
    recordException: (exception: Exception, time) => {
      span.addEvent('exception', exceptionAttributes(exception), time);
    },
  };
  return span;
};

/** What code gets that is run while nothing is watched. */
export const noSpan = (): Span =>
  createSpan(
    { context: { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 } } as SpanRecord,
    // Of a span that is over nobody asks the time.
    {} as Clock,
  );
