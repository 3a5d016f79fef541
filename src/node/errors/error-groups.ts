import type { Attributes } from '@opentelemetry/api';
import { createMinuteLimit, type MinuteLimit } from './minute-limit.ts';

const FINGERPRINT = 'binnacle.error.fingerprint';

/** What a process remembers of one group of errors. */
export interface ErrorGroup {
  /** What tells it from others, and what it is: of its first error. */
  readonly attributes: Attributes;
  readonly firstSeenSeconds: number;
  lastSeenSeconds: number;
  count: number;
  /** Those that met it. They stay in the process. */
  readonly users: Set<string>;
  readonly records: MinuteLimit;
}

/** An error that was counted. */
interface Counted {
  /** Of the group that it is counted in, which may be that of all that are not counted apart. */
  readonly counted: Attributes;
  /** Of its own group: records and spans may have as many as there are. */
  readonly own: Attributes;
  /** How many of its own group there were. */
  readonly count: number;
  /** Whether a record of it may be written; it counts as written then. */
  mayWrite(nowMillis: number): boolean;
}

/**
 * Together in one group: what comes after the limit. The type is what the conventions have for it:
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/
 */
const OTHER = 'other';
const ATTRIBUTES_OF_OTHER: Attributes = { [FINGERPRINT]: OTHER, 'error.type': '_OTHER' };

const MAX_USERS = 1_000;
/** Of one group in a minute: the rest is in its count. */
const MAX_RECORDS = 10;
/** In a minute, of all groups together that are not counted apart. */
const MAX_LEFT_OUT_RECORDS = 60;
/** Groups that are not counted apart and yet told apart; of more than these those that were seen last are remembered. */
const MAX_LEFT_OUT = 1_000;

/** Places for groups that come late and yet again, so that what a fault makes of its ids cannot take them all. */
const LATE_SHARE = 0.2;
/** As often as alerts want to see it. */
const OFTEN = 3;

interface LeftOut {
  count: number;
  readonly firstSeenSeconds: number;
  readonly records: MinuteLimit;
}

/**
 * Groups by fingerprint, so many and no more. A fifth of the places is for groups that happen often, whenever they
 * begin: those are the faults, and what comes once is mostly one fault whose message has an id in it.
 */
export interface ErrorGroups {
  /**
   * Counts an error.
   *
   * @param describe is asked for a group that is new
   */
  add(fingerprint: string, nowMillis: number, user: string | undefined, describe: () => Attributes): Counted;
  all(): Iterable<ErrorGroup>;
  /** How many are counted together because there are more than the limit; it ends at 1,000. */
  leftOut(): number;
}

/** @param onFull is told once, with the first error that is not counted apart, how many are whatever comes */
export const createErrorGroups = (maxGroups: number, onFull: (maxEarly: number) => void): ErrorGroups => {
  const groups = new Map<string, ErrorGroup>();
  const leftOut = new Map<string, LeftOut>();
  const maxEarly = maxGroups - Math.floor(maxGroups * LATE_SHARE);
  let isTold = false;
  const leftOutRecords = createMinuteLimit(MAX_LEFT_OUT_RECORDS);

  const countIn = (
    fingerprint: string,
    nowMillis: number,
    user: string | undefined,
    describe: () => Attributes,
    before?: LeftOut,
  ) => {
    const known = groups.get(fingerprint);
    const group: ErrorGroup = known ?? {
      attributes: describe(),
      firstSeenSeconds: before?.firstSeenSeconds ?? nowMillis / 1_000,
      lastSeenSeconds: 0,
      count: before?.count ?? 0,
      users: new Set(),
      records: createMinuteLimit(MAX_RECORDS),
    };
    if (!known) groups.set(fingerprint, group);
    group.count++;
    group.lastSeenSeconds = nowMillis / 1_000;
    if (user !== undefined && group.users.size < MAX_USERS) group.users.add(user);
    return group;
  };

  const leaveOut = (fingerprint: string, nowMillis: number): LeftOut => {
    if (!isTold) onFull(maxEarly);
    isTold = true;
    const known = leftOut.get(fingerprint);
    const each = known ?? {
      count: 0,
      firstSeenSeconds: nowMillis / 1_000,
      records: createMinuteLimit(MAX_RECORDS),
    };
    each.count++;
    leftOut.delete(fingerprint);
    leftOut.set(fingerprint, each);
    const [oldest] = leftOut.size > MAX_LEFT_OUT ? leftOut.keys() : [];
    if (oldest !== undefined) leftOut.delete(oldest);
    return each;
  };

  /** The group of the others is none of the limit, whenever it comes. */
  const isFree = (fingerprint: string): boolean => {
    const count = groups.size - (groups.has(OTHER) ? 1 : 0);
    const often = (leftOut.get(fingerprint)?.count ?? 0) + 1 >= OFTEN;
    return count < (often ? maxGroups : maxEarly);
  };

  return {
    add: (fingerprint, nowMillis, user, describe) => {
      const describeOwn = (): Attributes => ({ [FINGERPRINT]: fingerprint, ...describe() });
      if (groups.has(fingerprint) || isFree(fingerprint)) {
        const before = leftOut.get(fingerprint);
        leftOut.delete(fingerprint);
        const { attributes, count, records } = countIn(fingerprint, nowMillis, user, describeOwn, before);
        return { counted: attributes, own: attributes, count, mayWrite: records.take };
      }
      const { attributes } = countIn(OTHER, nowMillis, user, () => ATTRIBUTES_OF_OTHER);
      const { count, records } = leaveOut(fingerprint, nowMillis);
      return {
        counted: attributes,
        own: describeOwn(),
        count,
        mayWrite: (now) => records.take(now) && leftOutRecords.take(now),
      };
    },
    all: () => groups.values(),
    leftOut: () => leftOut.size,
  };
};
