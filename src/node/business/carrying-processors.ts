import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { carriedIn, ID } from './carried.ts';

const nothing = async (): Promise<void> => {};

/** Spans carry the business transaction that they are below. */
export const carryingSpans: SpanProcessor = {
  onStart: (span, context) => {
    const carried = carriedIn(context);
    // That of a transaction has them from its start.
    if (carried && span.attributes[ID] !== carried[ID]) span.setAttributes(carried);
  },
  onEnd: () => {},
  forceFlush: nothing,
  shutdown: nothing,
};

/** Log records carry it too. */
export const carryingLogs: LogRecordProcessor = {
  onEmit: (record, context) => {
    const carried = context && carriedIn(context);
    if (carried) record.setAttributes(carried);
  },
  forceFlush: nothing,
  shutdown: nothing,
};
