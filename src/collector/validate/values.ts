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
import { isId } from '../id.ts';
import type { Problem } from '../problem.ts';
import { type CollectorSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { acceptedTexts } from './accepted-texts.ts';
import { isGoDuration } from './duration.ts';

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

/** What is expected in the place of a scalar that is not accepted. */
const expectedOf = (node: ScalarNode, schema: Schema): string | undefined => {
  const { value } = node;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const word = WORDS[schema.kind] as string;
  switch (schema.kind) {
    case 'string':
    case 'opaque':
    case 'text': {
      if (!isString(node)) return word;
      const accepted = acceptedTexts(schema.goType);
      const text = typeof value === 'string' ? value : (node.text ?? '');
      if (!accepted || accepted.includes(text)) return undefined;
      return `one of ${accepted.filter((one) => one !== '').join(', ')}`;
    }
    case 'bool':
      return typeof value === 'boolean' ? undefined : word;
    case 'integer':
      if (!isNumber) return word;
      return schema.unsigned && value < 0 ? 'a whole number from 0' : undefined;
    case 'number':
      return isNumber ? undefined : word;
    case 'duration':
      return isNumber || (typeof value === 'string' && isGoDuration(value)) ? undefined : word;
    case 'id':
      return typeof value === 'string' && isId(value) ? undefined : word;
    case 'list':
      // A string is split at its commas.
      return typeof value === 'string' ? undefined : word;
    default:
      return word;
  }
};

/** Checks one value, and all that is in it. */
export const checkValue = (node: ConfigNode, given: Schema, path: ConfigPath, check: ValueCheck): void => {
  const schema = resolveSchema(given, check.schema);
  // Nothing is the same as absent.
  if ((node.kind === 'scalar' && node.value === null) || schema.kind === 'any') return;
  if (schema.custom && node.kind !== 'map') return;
  const items = schema.items ?? { kind: 'any' };
  if (node.kind === 'scalar') {
    const what = expectedOf(node, schema);
    if (what) expected(check, node, path, what);
  } else if (node.kind === 'list') {
    if (schema.kind !== 'list') expected(check, node, path, WORDS[schema.kind] as string);
    else for (const [index, item] of node.items.entries()) checkValue(item, items, [...path, index], check);
  } else if (schema.kind === 'object') checkFields(node, schema, path, check);
  else if (schema.kind === 'map')
    for (const [key, entry] of node.entries) checkValue(entry.value, items, [...path, key], check);
  // Lists of name and value may be written as maps.
  else if (!(schema.kind === 'list' && schema.custom))
    expected(check, node, path, WORDS[schema.kind] as string);
};
