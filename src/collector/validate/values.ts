import { nearest } from '../../core/nearest.ts';
import {
  type ConfigNode,
  type ConfigPath,
  kindOf,
  type MapNode,
  type Place,
  pathText,
  type ScalarNode,
} from '../document/node.ts';
import type { Problem } from '../problem.ts';
import { type CollectorSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { acceptedTexts } from './accepted-texts.ts';
import { isGoDuration } from './duration.ts';
import { isId } from './id.ts';

/** Checks values as the Collector decodes them: https://pkg.go.dev/github.com/go-viper/mapstructure/v2, not weakly typed. */
export interface ValueCheck {
  readonly schema: CollectorSchema;
  readonly problems: Problem[];
}

const add = (check: ValueCheck, id: string, place: Place, path: ConfigPath, message: string): void => {
  check.problems.push({ id, severity: 'error', place, path, message: `${pathText(path)}: ${message}` });
};

const expected = (check: ValueCheck, node: ConfigNode, path: ConfigPath, what: string): void => {
  const shown =
    node.kind === 'scalar' && node.value !== null ? JSON.stringify(String(node.value)) : kindOf(node);
  add(check, 'type', node.place, path, `${shown} is not accepted; expected ${what}`);
};

const WORDS: Readonly<Record<string, string>> = {
  object: 'a map',
  map: 'a map',
  list: 'a list',
  string: 'a string; put quotes around it',
  opaque: 'a string; put quotes around it',
  text: 'a string; put quotes around it',
  bool: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  duration: 'a duration with its unit, such as 10s',
  id: 'the name of a component, type or type/name',
};

/** As many names as one line should have. */
const MAX_LISTED = 12;

const listed = (names: readonly string[]): string => {
  const shown = names.toSorted().slice(0, MAX_LISTED).join(', ');
  const rest = names.length - MAX_LISTED;
  return rest > 0 ? `${shown} and ${rest} more` : shown || 'none';
};

const checkFields = (node: MapNode, schema: Schema, path: ConfigPath, check: ValueCheck): void => {
  const fields = schema.fields ?? {};
  for (const [key, entry] of node.entries) {
    const field = Object.hasOwn(fields, key) ? fields[key] : schema.remain;
    if (field) {
      checkValue(entry.value, field, [...path, key], check);
      continue;
    }
    const known = Object.keys(fields);
    const near = nearest(key, known);
    const hint = near ? `did you mean "${near}"?` : `known: ${listed(known)}`;
    add(check, 'unknown-key', entry.key, path, `"${key}" is not known; ${hint}`);
  }
};

/** The Collector takes a variable's text where a string is expected, whatever type it looks like. */
const isString = (node: ScalarNode): boolean =>
  typeof node.value === 'string' || (node.isExpanded === true && node.text !== undefined);

const checkScalar = (node: ScalarNode, schema: Schema, path: ConfigPath, check: ValueCheck): void => {
  const { value } = node;
  const wrong = (what = WORDS[schema.kind] as string): void => expected(check, node, path, what);
  switch (schema.kind) {
    case 'any':
      return;
    case 'string':
    case 'opaque':
    case 'text': {
      if (!isString(node)) return wrong();
      const accepted = acceptedTexts(schema.goType);
      const text = typeof value === 'string' ? value : (node.text ?? '');
      if (accepted && !accepted.includes(text))
        return wrong(`one of ${accepted.filter((one) => one !== '').join(', ')}`);
      return;
    }
    case 'bool':
      return typeof value === 'boolean' ? undefined : wrong();
    case 'integer':
      if (typeof value !== 'number' && typeof value !== 'bigint') return wrong();
      if (schema.unsigned && value < 0) return wrong('a whole number from 0');
      return;
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? undefined : wrong();
    case 'duration':
      if (typeof value === 'number' || typeof value === 'bigint') return;
      return typeof value === 'string' && isGoDuration(value) ? undefined : wrong();
    case 'id':
      return typeof value === 'string' && isId(value) ? undefined : wrong();
    case 'list':
      // A string is split at its commas.
      if (typeof value !== 'string') return wrong();
      return;
    default:
      return wrong();
  }
};

/** Checks one value, and all that is in it. */
export const checkValue = (node: ConfigNode, given: Schema, path: ConfigPath, check: ValueCheck): void => {
  const schema = resolveSchema(given, check.schema);
  // Nothing is the same as absent.
  if ((node.kind === 'scalar' && node.value === null) || schema.kind === 'any') return;
  if (schema.custom && node.kind !== 'map') return;
  if (node.kind === 'scalar') return checkScalar(node, schema, path, check);
  if (node.kind === 'list') {
    if (schema.kind !== 'list') return expected(check, node, path, WORDS[schema.kind] as string);
    node.items.forEach((item, index) =>
      checkValue(item, schema.items ?? { kind: 'any' }, [...path, index], check),
    );
    return;
  }
  if (schema.kind === 'object') return checkFields(node, schema, path, check);
  if (schema.kind === 'map') {
    for (const [key, entry] of node.entries)
      checkValue(entry.value, schema.items ?? { kind: 'any' }, [...path, key], check);
    return;
  }
  // Lists of name and value may be written as maps.
  if (schema.kind === 'list' && schema.custom) return;
  expected(check, node, path, WORDS[schema.kind] as string);
};
