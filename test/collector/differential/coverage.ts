import { type CollectorSchema, resolveSchema, type Schema } from '../../../src/collector/schema/schema.ts';
import type { Snippet } from './corpus.ts';

export interface Coverage {
  readonly keys: number;
  readonly used: number;
  /** `processors/batch: processor/batchprocessor.Config.timeout` and the like. */
  readonly unused: readonly string[];
}

/** What the receiver of Prometheus refuses as a whole: nothing in it is ever read. */
const REFUSED = ['remote_write', 'remote_read', 'alerting'];

/** Fields of structs that no text reaches: code of their own reads them from another key, or in another form. */
const UNREACHABLE = ['outofordertimewindow', 'github.com/prometheus/common/config.Headers'];

/** A key of one type: once in a component is enough, wherever in it the type stands. */
const keyOf = (given: Schema, resolved: Schema, path: string, key: string): string =>
  `${given.ref ?? resolved.goType ?? path}.${key}`;

const collectKeys = (
  given: Schema,
  schema: CollectorSchema,
  path: string,
  keys: Set<string>,
  seen: Set<string>,
): void => {
  if (given.ref !== undefined) {
    if (UNREACHABLE.includes(given.ref)) return;
    if (seen.has(given.ref)) return;
    seen.add(given.ref);
  }
  const resolved = resolveSchema(given, schema);
  if (resolved.items) collectKeys(resolved.items, schema, `${path}[]`, keys, seen);
  for (const [key, field] of Object.entries(resolved.fields ?? {})) {
    if (UNREACHABLE.includes(key)) continue;
    keys.add(keyOf(given, resolved, path, key));
    if (!REFUSED.includes(key)) collectKeys(field, schema, `${path}.${key}`, keys, seen);
  }
};

/** A value that is written in another form, as a text or a map for a list, is taken as it is. */
const useKeys = (
  value: unknown,
  given: Schema,
  schema: CollectorSchema,
  path: string,
  used: Set<string>,
  other: Set<string>,
): void => {
  const resolved = resolveSchema(given, schema);
  if (Array.isArray(value)) {
    for (const item of value)
      useKeys(item, resolved.items ?? { kind: 'any' }, schema, `${path}[]`, used, other);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    if (value !== null && resolved.fields) collectKeys(given, schema, path, other, new Set());
    return;
  }
  if (resolved.kind === 'list' && resolved.items)
    collectKeys(resolved.items, schema, `${path}[]`, other, new Set());
  for (const [key, inner] of Object.entries(value)) {
    const field = resolved.fields && Object.hasOwn(resolved.fields, key) ? resolved.fields[key] : undefined;
    if (field) used.add(keyOf(given, resolved, path, key));
    const next = field ?? resolved.items ?? { kind: 'any' };
    useKeys(inner, next, schema, field ? `${path}.${key}` : `${path}[]`, used, other);
  }
};

/** Which keys of the components' schemas the snippets use. */
export const coverageOf = (snippets: readonly Snippet[], schema: CollectorSchema): Coverage => {
  const byComponent = Map.groupBy(snippets, ({ kind, type }) => `${kind ?? 'service'}/${type}`);
  let total = 0;
  const unused: string[] = [];
  for (const [name, all] of byComponent) {
    const config = (all[0] as Snippet).schema.config;
    const [keys, used, other] = [new Set<string>(), new Set<string>(), new Set<string>()];
    collectKeys(config, schema, '', keys, new Set());
    for (const snippet of all) useKeys(snippet.config, config, schema, '', used, other);
    total += keys.size;
    for (const key of keys) if (!used.has(key) && !other.has(key)) unused.push(`${name}: ${key}`);
  }
  return { keys: total, used: total - unused.length, unused };
};
