/** Longest text, in characters. */
const MAX_LENGTH = 1_024;
const MAX_DEPTH = 6;
const MAX_KEYS = 30;

/** What every command has and says nothing: the session, the cluster's time, the database. */
const NOISE = new Set(['lsid', '$clusterTime', '$db', '$readPreference', 'txnNumber', 'apiVersion']);

const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const shapeOf = (value: unknown, depth: number): unknown => {
  if (depth > MAX_DEPTH) return '?';
  // Of a list the first: lists of one command are alike, and may be long.
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0], depth + 1)];
  if (!isPlain(value)) return '?';
  const keys = Object.keys(value).slice(0, MAX_KEYS);
  return Object.fromEntries(keys.map((key) => [key, shapeOf(value[key], depth + 1)]));
};

/** The keys of a MongoDB command, each value a question mark: `{"find":"?","filter":{"email":"?"}}`. */
export const commandShape = (command: Readonly<Record<string, unknown>>): string => {
  const told = Object.fromEntries(Object.entries(command).filter(([key]) => !NOISE.has(key)));
  return JSON.stringify(shapeOf(told, 0)).slice(0, MAX_LENGTH);
};
