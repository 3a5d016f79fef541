/** What a process remembers of one group of errors. */
export interface ErrorGroup {
  readonly fingerprint: string;
  readonly firstSeenSeconds: number;
  lastSeenSeconds: number;
  count: number;
  /** Of the users that met it, hashes. */
  readonly users: Set<string>;
  /** When the minute began in which so many records were written. */
  recordsSinceMillis: number;
  records: number;
}

/** Together in one group: what comes after the limit. */
const OTHER = 'other';

const MAX_USERS = 1_000;

/** Groups by fingerprint, so many and no more. */
export interface ErrorGroups {
  /** Counts an error. */
  add(fingerprint: string, nowMillis: number, user: string | undefined): ErrorGroup;
  all(): Iterable<ErrorGroup>;
}

export const createErrorGroups = (maxGroups: number): ErrorGroups => {
  const groups = new Map<string, ErrorGroup>();
  return {
    add: (wanted, nowMillis, user) => {
      const fingerprint = groups.has(wanted) || groups.size < maxGroups ? wanted : OTHER;
      const known = groups.get(fingerprint);
      const group: ErrorGroup = known ?? {
        fingerprint,
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
