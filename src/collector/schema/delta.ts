/** How one JSON value differs from another: removed, put in its place, or, of an object, by key. */
export type Delta = 0 | readonly [unknown] | { readonly [key: string]: Delta };

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined where both are the same. */
export const createDelta = (base: unknown, target: unknown): Delta | undefined => {
  if (!isRecord(base) || !isRecord(target))
    return JSON.stringify(base) === JSON.stringify(target) ? undefined : [target];
  const changed: Record<string, Delta> = {};
  for (const key of Object.keys(base)) if (!Object.hasOwn(target, key)) changed[key] = 0;
  for (const [key, value] of Object.entries(target)) {
    const delta: Delta | undefined = Object.hasOwn(base, key) ? createDelta(base[key], value) : [value];
    if (delta !== undefined) changed[key] = delta;
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
};

const isWhole = (delta: Delta): delta is readonly [unknown] => Array.isArray(delta);

/** The value that `createDelta` was given as its target. */
export const applyDelta = (base: unknown, delta: Delta | undefined): unknown => {
  if (delta === undefined) return base;
  if (delta === 0) return undefined;
  if (isWhole(delta)) return delta[0];
  const result: Record<string, unknown> = isRecord(base) ? { ...base } : {};
  for (const [key, inner] of Object.entries(delta))
    if (inner === 0) delete result[key];
    else result[key] = applyDelta(result[key], inner);
  return result;
};
