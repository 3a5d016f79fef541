/** What is known of something that was thrown, in plain texts. */
export interface Fault {
  /** Its class, `TypeError`; for what is no error what `typeof` says. */
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  /** Of system and database errors: `ECONNREFUSED`, `23505`. */
  readonly code?: string;
  /** What caused it, at most one more than `MAX_CAUSES` deep. */
  readonly cause?: Fault;
}

const MAX_CAUSES = 4;
/** In UTF-16 units. */
const MAX_TEXT_LENGTH = 16_384;

/** A getter may throw, and a proxy may do anything. */
const read = (from: object, key: string): unknown => {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value.slice(0, MAX_TEXT_LENGTH)
    : typeof value === 'number'
      ? String(value)
      : '';

/** A class that does not name itself inherits `Error`. */
const typeOf = (thrown: object): string => {
  const name = textOf(read(thrown, 'name'));
  if (name !== '' && name !== 'Error') return name;
  const kind = read(thrown, 'constructor');
  return (typeof kind === 'function' && textOf(read(kind, 'name'))) || name || 'Error';
};

const primitive = (thrown: unknown): Fault => ({
  type: thrown === null ? 'null' : typeof thrown,
  message: typeof thrown === 'symbol' ? 'symbol' : String(thrown).slice(0, MAX_TEXT_LENGTH),
});

const describe = (thrown: unknown, depth: number): Fault => {
  if ((typeof thrown !== 'object' && typeof thrown !== 'function') || thrown === null)
    return primitive(thrown);
  const stack = textOf(read(thrown, 'stack'));
  const code = textOf(read(thrown, 'code'));
  const errors = read(thrown, 'errors');
  const cause = read(thrown, 'cause') ?? (Array.isArray(errors) ? errors[0] : undefined);
  return {
    type: typeOf(thrown),
    message: textOf(read(thrown, 'message')),
    ...(stack !== '' && { stack }),
    ...(code !== '' && { code }),
    ...(cause !== undefined && cause !== null && depth < MAX_CAUSES && { cause: describe(cause, depth + 1) }),
  };
};

/** Describes whatever was thrown. Never throws; a chain of causes that has no end is cut. */
export const describeFault = (thrown: unknown): Fault => {
  try {
    return describe(thrown, 0);
  } catch {
    return { type: 'unknown', message: '' };
  }
};
