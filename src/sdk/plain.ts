/** What an encoder can write out whatever the application passed: no getters, cycles, symbols or big integers. */

const MAX_DEPTH = 16;

/** Most values of one record; what comes after them is left out. */
const MAX_VALUES = 10_000;

interface Walk {
  left: number;
}

const isPrimitive = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const listOf = (values: readonly unknown[], depth: number, walk: Walk): unknown[] => {
  const list: unknown[] = [];
  for (const value of values) {
    if (walk.left <= 0) break;
    list.push(plain(value, depth + 1, walk) ?? null);
  }
  return list;
};

const recordOf = (value: object, depth: number, walk: Walk): Record<string, unknown> => {
  const record: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    if (walk.left <= 0) break;
    try {
      const each = plain((value as Record<string, unknown>)[key], depth + 1, walk);
      if (each !== undefined) record[key] = each;
    } catch {
      // What throws when it is read is left out.
    }
  }
  return record;
};

const plain = (value: unknown, depth: number, walk: Walk): unknown => {
  walk.left--;
  if (isPrimitive(value) || value === null) return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return listOf(value, depth, walk);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  // Character by character, no rule would find anything in it.
  if (value instanceof String) return value.toString();
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  return recordOf(value, depth, walk);
};

/** A copy that can be written out, or undefined where nothing of the value can. */
export const plainValue = (value: unknown): unknown => {
  if (isPrimitive(value)) return value;
  try {
    return plain(value, 0, { left: MAX_VALUES });
  } catch {
    return undefined;
  }
};

/** The very same record where all of it is plain already, as it nearly always is. */
export const plainRecord = (record: unknown): Record<string, unknown> | undefined => {
  if (typeof record !== 'object' || record === null) return undefined;
  try {
    if (Object.values(record).every(isPrimitive)) return record as Record<string, unknown>;
  } catch {
    // Something in it throws when it is read.
  }
  const copy = plainValue(record);
  return typeof copy === 'object' && copy !== null && !Array.isArray(copy)
    ? (copy as Record<string, unknown>)
    : undefined;
};
