const MAX_PARAMETERS = 50;

const typeOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'double';
  if (typeof value !== 'object') return typeof value;
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return ArrayBuffer.isView(value) ? 'bytes' : 'object';
};

/** What kind of values a statement was given, and never which: the first fifty. */
export const parameterTypes = (values: readonly unknown[]): readonly string[] =>
  values.slice(0, MAX_PARAMETERS).map(typeOf);
