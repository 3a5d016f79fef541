import type { Attributes } from '@opentelemetry/api';

const FINGERPRINT = 'binnacle.error.fingerprint';

/** What a process remembers of one group of errors. */
export interface ErrorGroup {
  /** What tells it from others, and what it is: of its first error. */
  readonly attributes: Attributes;
  readonly firstSeenSeconds: number;
  lastSeenSeconds: number;
  count: number;
  /** Of the users that met it, hashes. */
  readonly users: Set<string>;
  /** When the minute began in which so many records were written. */
  recordsSinceMillis: number;
  records: number;
}

/**
 * Together in one group: what comes after the limit. The type is what the conventions have for it:
 * https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/
 */
const OTHER = 'other';
const ATTRIBUTES_OF_OTHER: Attributes = { [FINGERPRINT]: OTHER, 'error.type': '_OTHER' };

const MAX_USERS = 1_000;

/** Groups by fingerprint, so many and no more. */
export interface ErrorGroups {
  /**
   * Counts an error.
   *
   * @param describe is asked for a group that is new
   */
  add(
    fingerprint: string,
    nowMillis: number,
    user: string | undefined,
    describe: () => Attributes,
  ): ErrorGroup;
  all(): Iterable<ErrorGroup>;
}

export const createErrorGroups = (maxGroups: number): ErrorGroups => {
  const groups = new Map<string, ErrorGroup>();
  return {
    add: (wanted, nowMillis, user, describe) => {
      const fingerprint = groups.has(wanted) || groups.size < maxGroups ? wanted : OTHER;
      const known = groups.get(fingerprint);
      const group: ErrorGroup = known ?? {
        attributes:
          fingerprint === OTHER ? ATTRIBUTES_OF_OTHER : { [FINGERPRINT]: fingerprint, ...describe() },
        firstSeenSeconds: nowMillis / 1_000,
        lastSeenSeconds: 0,
        count: 0,
        users: new Set(),
        recordsSinceMillis: Number.NEGATIVE_INFINITY,
        records: 0,
      };
      if (!known) groups.set(fingerprint, group);
      group.count++;
      group.lastSeenSeconds = nowMillis / 1_000;
      if (user !== undefined && group.users.size < MAX_USERS) group.users.add(user);
      return group;
    },
    all: () => groups.values(),
  };
};
