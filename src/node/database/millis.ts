import type { TimeInput } from '@opentelemetry/api';
import { hrTimeToMilliseconds, timeInputToHrTime } from '@opentelemetry/core';

/** Reading it costs more than the time itself. */
const { timeOrigin } = performance;

/** Milliseconds since the epoch, with their fraction; never going back. */
const nowMillis = (): number => timeOrigin + performance.now();

/** The same of a time that somebody said. */
export const millisOf = (time: TimeInput | undefined): number =>
  time === undefined ? nowMillis() : hrTimeToMilliseconds(timeInputToHrTime(time));
