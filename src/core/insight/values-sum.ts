/** More and longer values are not compared. */
const MAX_VALUES = 32;
const MAX_LENGTH = 256;

/** FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/, over UTF-16 units, and an end that no unit is. */
const add = (sum: number, text: string): number => {
  let next = sum;
  for (let i = 0; i < text.length; i++) next = Math.imul(next ^ text.charCodeAt(i), 0x01000193);
  return Math.imul(next ^ 0x10000, 0x01000193);
};

/** Undefined for what is too long, or no plain value: nothing of an object of the application is called. */
const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value.length > MAX_LENGTH ? undefined : value;
  if (typeof value === 'object' && value !== null)
    return value instanceof Date ? String(Date.prototype.getTime.call(value)) : undefined;
  return typeof value === 'symbol' || typeof value === 'function' ? undefined : String(value);
};

/**
 * A number that is the same for the same values that a statement is given beside it, to tell whether two ask for the
 * same. It stays in the process. Undefined where that cannot be told.
 */
export const sumOfValues = (values: readonly unknown[]): number | undefined => {
  if (values.length > MAX_VALUES) return undefined;
  let sum = 0x811c9dc5;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const text = textOf(value);
    if (text === undefined) return undefined;
    sum = add(add(sum, typeof value), text);
  }
  return sum >>> 0;
};
