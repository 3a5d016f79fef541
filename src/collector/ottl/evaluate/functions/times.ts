import { parseGoDuration } from '../../../go/duration.ts';
import * as as from '../arguments.ts';
import { OttlError, type OttlValue } from '../value.ts';
import { type Functions, type OttlFunction, unary } from './define.ts';

const SECOND = 1_000_000_000n;

/** A part of a time, in UTC, in which the Collector has the times of telemetry. */
const part = (read: (date: Date) => number): OttlFunction =>
  unary('time', (value) => BigInt(read(new Date(Number(floor(as.time(value), 1_000_000n))))));

const floor = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by;

const unix = (unit: bigint): OttlFunction => unary('time', (value) => floor(as.time(value), unit));

/** A whole number of a unit, rounded towards zero. */
const whole = (unit: bigint): OttlFunction => unary('duration', (value) => as.duration(value) / unit);

/** A number of a unit with its fraction, as time.Duration has it: whole ones and the rest by themselves. */
const fraction = (unit: bigint): OttlFunction =>
  unary('duration', (value) => {
    const nanos = as.duration(value);
    return Number(nanos / unit) + Number(nanos % unit) / Number(unit);
  });

const parseDuration = (value: OttlValue): OttlValue => {
  const text = as.text(value);
  const nanos = parseGoDuration(text);
  if (nanos === undefined) throw new OttlError(`${JSON.stringify(text)} is no duration`);
  return { what: 'duration', nanos: BigInt(Math.trunc(nanos)) };
};

/** Times and durations. `Now` is not among them: it has no value in a recording. */
export const timeFunctions: Functions = {
  Duration: unary('duration', parseDuration),
  Nanoseconds: whole(1n),
  Microseconds: whole(1000n),
  Milliseconds: whole(1_000_000n),
  Seconds: fraction(SECOND),
  Minutes: fraction(60n * SECOND),
  Hours: fraction(3600n * SECOND),
  UnixNano: unix(1n),
  UnixMicro: unix(1000n),
  UnixMilli: unix(1_000_000n),
  UnixSeconds: unix(SECOND),
  Year: part((date) => date.getUTCFullYear()),
  Month: part((date) => date.getUTCMonth() + 1),
  Day: part((date) => date.getUTCDate()),
  Weekday: part((date) => date.getUTCDay()),
  Hour: part((date) => date.getUTCHours()),
  Minute: part((date) => date.getUTCMinutes()),
  Second: part((date) => date.getUTCSeconds()),
};
