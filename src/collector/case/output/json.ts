// OTLP in its JSON form, read without trust in what is there.

export type Json = Readonly<Record<string, unknown>>;

export const listOf = (value: unknown, key: string): readonly Json[] => {
  const list = (value as Json | null | undefined)?.[key];
  return Array.isArray(list) ? list : [];
};

export const textIn = (value: Json, key: string): string => {
  const text = value[key];
  return text === undefined || text === null ? '' : String(text);
};

/** A number that may be written as a text, as 64 bits are. */
export const numberOf = (value: unknown): number | bigint => {
  const number = Number(value ?? 0);
  return typeof value === 'string' && /^-?\d+$/.test(value) && !Number.isSafeInteger(number)
    ? BigInt(value)
    : number;
};

/** The value that OTLP's JSON form stands for. */
export const plainValue = (value: unknown): unknown => {
  const any = (value ?? {}) as Json;
  if (any.arrayValue) return listOf(any.arrayValue, 'values').map(plainValue);
  if (any.kvlistValue) return plainRecord(listOf(any.kvlistValue, 'values'));
  if (any.intValue !== undefined) return numberOf(any.intValue);
  if (any.doubleValue !== undefined) return numberOf(any.doubleValue);
  if (any.bytesValue !== undefined) return `base64:${any.bytesValue}`;
  return any.stringValue ?? any.boolValue ?? null;
};

export const plainRecord = (keyValues: readonly Json[]): Record<string, unknown> => {
  const record: Record<string, unknown> = {};
  for (const { key, value } of keyValues)
    Object.defineProperty(record, String(key), {
      value: plainValue(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return record;
};
