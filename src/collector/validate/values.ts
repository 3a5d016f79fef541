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
import { isGoDuration } from '../go/duration.ts';
import { isId } from '../id.ts';
import type { Problem, Severity } from '../problem.ts';
import { type CollectorSchema, resolveSchema, type Schema } from '../schema/schema.ts';
import { expectedTexts, hasAcceptedTexts } from './accepted-texts.ts';
import { DISCOVERY_FIELDS } from './discovery-schema.ts';
import { formOf } from './forms.ts';
import { presentType } from './present-type.ts';
import { readsScalars } from './reads-scalars.ts';
import { expectedYaml, hasAnyForm, isMisreadKey, isYamlRoot, writtenAs } from './yaml-types.ts';

/** Checks values as the Collector decodes them: https://pkg.go.dev/github.com/go-viper/mapstructure/v2, not weakly typed. */
export interface ValueCheck {
  readonly schema: CollectorSchema;
  readonly problems: Problem[];
  /** It is read as YAML by code that is not the Collector's: the type where that begins. */
  readonly yamlRoot?: string;
  /** Keys that are not known are left aside without a word. */
  readonly ignoresUnknown?: boolean;
  /** The same, in one map and not in those within it. */
  readonly ignoresUnknownHere?: boolean;
  /** The version whose schema stands in for that of the Collector's own: its keys may differ. */
  readonly from?: string | undefined;
}

const add = (
  check: ValueCheck,
  id: string,
  place: Place,
  path: ConfigPath,
  message: string,
  severity: Severity = 'error',
): void => {
  check.problems.push({ id, severity, place, path, message: `${pathText(path)}: ${message}` });
};

/** Types whose code reads what it knows, and leaves aside what it does not. */
const IGNORES_UNKNOWN = new Set([
  'connector/countconnector.Config',
  'receiver/dockerstatsreceiver.Config',
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPClientConfig',
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPSDConfig',
]);

/** As much of a value as a message should have, in UTF-16 units. */
const MAX_VALUE = 200;

const shorten = (text: string): string => (text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text);

const expected = (check: ValueCheck, node: ConfigNode, path: ConfigPath, what: string): void => {
  const shown =
    node.kind === 'scalar' && node.value !== null
      ? JSON.stringify(shorten(String(node.value)))
      : kindOf(node);
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

const unknownKey = (key: string, place: Place, schema: Schema, path: ConfigPath, check: ValueCheck): void => {
  const known = Object.keys(schema.fields ?? {});
  const near = nearest(key, known);
  const hint = near ? `did you mean "${near}"?` : `known: ${listed(known)}`;
  if (check.ignoresUnknown) add(check, 'ignored-key', place, path, `"${key}" is ignored; ${hint}`, 'warning');
  else if (check.from !== undefined)
    add(check, 'unknown-key', place, path, `"${key}" was not known in ${check.from}; ${hint}`, 'warning');
  else add(check, 'unknown-key', place, path, `"${key}" is not known; ${hint}`);
};

/** The same, but not for what is in them. */
const IGNORES_UNKNOWN_ITSELF = new Set([
  'extension/observer/dockerobserver.Config',
  'receiver/hostmetricsreceiver.Config',
]);

const checkFields = (node: MapNode, schema: Schema, path: ConfigPath, check: ValueCheck): void => {
  for (const [key, entry] of node.entries) {
    const isKnown = schema.fields !== undefined && Object.hasOwn(schema.fields, key);
    const remain = check.yamlRoot && schema.remain ? DISCOVERY_FIELDS[key] : schema.remain;
    const field = isKnown ? schema.fields?.[key] : remain;
    const { ignoresUnknownHere, ...inner } = check;
    if (field) checkValue(entry.value, field, [...path, key], inner);
    else
      unknownKey(
        key,
        entry.key,
        schema,
        path,
        ignoresUnknownHere ? { ...check, ignoresUnknown: true } : check,
      );
  }
};

const checkObject = (
  given: MapNode,
  type: string | undefined,
  schema: Schema,
  path: ConfigPath,
  check: ValueCheck,
): void => {
  const { node, faults } = formOf(type, given);
  for (const { place, key, message } of faults) add(check, 'type', place, [...path, key], message);
  const isLenient = type !== undefined && IGNORES_UNKNOWN_ITSELF.has(type);
  const inner = {
    ...check,
    ...(type !== undefined && isYamlRoot(type) ? { yamlRoot: type } : {}),
    ...(type !== undefined && IGNORES_UNKNOWN.has(presentType(type)) ? { ignoresUnknown: true } : {}),
    ...(isLenient ? { ignoresUnknownHere: true } : {}),
  };
  if (faults.length === 0) checkFields(node, schema, path, inner);
};

/** An object whose key `type` says what else it has. */
const checkVariant = (
  node: MapNode,
  variants: Readonly<Record<string, Schema>>,
  path: ConfigPath,
  check: ValueCheck,
): void => {
  const entry = node.entries.get('type');
  const type = entry?.value.kind === 'scalar' ? String(entry.value.value) : undefined;
  const variant = type === undefined ? undefined : variants[type];
  if (variant) {
    checkValue(node, variant, path, { ...check, ignoresUnknown: true });
    return;
  }
  const near = type === undefined ? undefined : nearest(type, Object.keys(variants));
  const hint = near ? `did you mean "${near}"?` : `known: ${listed(Object.keys(variants))}`;
  if (entry) add(check, 'type', entry.value.place, [...path, 'type'], `"${type}" is not accepted; ${hint}`);
  else add(check, 'type', node.place, path, `has no "type"; ${hint}`);
};

/** A struct that reads itself from a text takes a map too, of which no key counts. */
const isStructOfText = ({ kind, goType = '' }: Schema): boolean =>
  kind === 'text' && /^pkg\/stanza\/.*field$/i.test(goType);

/** The Collector takes a variable's text where a string is expected, whatever type it looks like. */
const isString = (node: ScalarNode, { yamlRoot }: ValueCheck): boolean =>
  typeof node.value === 'string' ||
  yamlRoot !== undefined ||
  (node.isExpanded === true && node.text !== undefined);

/** What is expected of a text, in words of its type. */
const expectedOfText = (
  node: ScalarNode,
  { goType }: Schema,
  path: ConfigPath,
  { yamlRoot }: ValueCheck,
): string | undefined => {
  const text = typeof node.value === 'string' ? node.value : (node.text ?? String(node.value));
  const style = typeof path.at(-1) === 'number' ? 'item' : 'value';
  return expectedTexts(goType, text) ?? (yamlRoot ? expectedYaml(goType, text, yamlRoot, style) : undefined);
};

/** What is expected in the place of a scalar that is not accepted. */
const expectedOf = (
  node: ScalarNode,
  schema: Schema,
  path: ConfigPath,
  check: ValueCheck,
): string | undefined => {
  const { value } = node;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  const word = WORDS[schema.kind] as string;
  switch (schema.kind) {
    case 'string':
    case 'opaque':
    case 'text':
      if (isNumber && schema.bits !== undefined && !check.yamlRoot) return undefined;
      if (isStructOfText(schema)) return typeof value === 'string' ? undefined : word;
      return isString(node, check) ? expectedOfText(node, schema, path, check) : word;
    case 'bool':
      return typeof value === 'boolean' ? undefined : word;
    case 'integer':
      if (check.yamlRoot && hasAcceptedTexts(schema.goType)) return expectedOfText(node, schema, path, check);
      if (!isNumber) return word;
      return schema.unsigned && value < 0 ? 'a whole number from 0' : undefined;
    case 'number':
      return isNumber ? undefined : word;
    case 'duration':
      return isNumber || (typeof value === 'string' && isGoDuration(value)) ? undefined : word;
    case 'id':
      return typeof value === 'string' && isId(value) ? undefined : word;
    default:
      return word;
  }
};

const isPairs = ({ kind, custom, items }: Schema): boolean =>
  kind === 'list' && (custom === true || items?.ref?.endsWith('.NameStringValuePair') === true);

/** A string is split at its commas where a list of strings is expected, and of no other type. */
const isSplit = ({ value }: ScalarNode, { kind, items }: Schema, { yamlRoot }: ValueCheck): boolean =>
  kind === 'list' &&
  typeof value === 'string' &&
  items?.kind === 'string' &&
  items.goType === undefined &&
  yamlRoot === undefined;

const TEXT_KINDS: readonly string[] = ['string', 'opaque', 'text'];

/** Where a string is expected, the text of a variable is one, even if it could be a map or a list. */
const asText = (node: ConfigNode, schema: Schema, { yamlRoot }: ValueCheck): ConfigNode =>
  node.kind !== 'scalar' &&
  node.text !== undefined &&
  yamlRoot === undefined &&
  TEXT_KINDS.includes(schema.kind) &&
  !isStructOfText(schema)
    ? { kind: 'scalar', place: node.place, value: node.text, isExpanded: true }
    : node;

/** In an older Collector: the number, the map or the list that a variable has, where a text may be absent. */
const isLeftAsRead = (node: ConfigNode, given: Schema, { kind }: Schema, check: ValueCheck): boolean =>
  given.nullable === true &&
  kind === 'string' &&
  node.text !== undefined &&
  (node.kind !== 'scalar' ||
    (node.isExpanded === true && node.value !== null && typeof node.value !== 'string')) &&
  check.yamlRoot === undefined &&
  !readsScalars(check.schema);

/** It is written, and is null. */
const isNothing = (node: ConfigNode | undefined): boolean => node?.kind === 'scalar' && node.value === null;

/** A struct around a word is left as it is by nothing. */
const KEEPS_WORD = 'exporter/exporterhelper/internal/request.SizerType';

/** A word that is a string is an empty one where nothing is written; one that is kept as a number stays. */
const expectedOfNothing = ({ kind, bits, goType }: Schema): string | undefined =>
  kind === 'text' && bits === undefined && goType !== KEEPS_WORD ? expectedTexts(goType, '') : undefined;

const checkKey = (key: string, place: Place, path: ConfigPath, check: ValueCheck): void => {
  if (check.yamlRoot && isMisreadKey(key, check.yamlRoot))
    add(
      check,
      'type',
      place,
      [...path, key],
      'the receiver writes this key without quotes, and then reads something else; expected another name',
    );
};

/** Checks one value, and all that is in it, as it is decoded. */
export const checkValue = (written: ConfigNode, given: Schema, path: ConfigPath, check: ValueCheck): void => {
  const schema = (check.yamlRoot ? writtenAs(given.ref) : undefined) ?? resolveSchema(given, check.schema);
  const isLeft = isLeftAsRead(written, given, schema, check);
  const node = isLeft ? written : asText(written, schema, check);
  if (schema.kind === 'any') return;
  // Nothing is the same as absent, but for words of which one is needed.
  if (isNothing(node)) {
    const what = given.nullable || check.yamlRoot ? undefined : expectedOfNothing(schema);
    if (what) expected(check, node, path, what);
    return;
  }
  if (check.yamlRoot && hasAnyForm(given.ref)) return;
  const items = schema.items ?? { kind: 'any' };
  if (node.kind === 'scalar') {
    const what = isLeft
      ? WORDS.string
      : isSplit(node, schema, check)
        ? undefined
        : expectedOf(node, schema, path, check);
    if (what) expected(check, node, path, what);
  } else if (node.kind === 'list') {
    if (schema.kind !== 'list') expected(check, node, path, WORDS[schema.kind] as string);
    else for (const [index, item] of node.items.entries()) checkValue(item, items, [...path, index], check);
  } else if (given.optional && check.schema.takesEnabled && isNothing(node.entries.get('enabled')?.value))
    expected(check, node, [...path, 'enabled'], 'true or false');
  else if (schema.variants) checkVariant(node, schema.variants, path, check);
  else if (schema.kind === 'object')
    checkObject(node, given.ref, schema, path, { ...check, from: given.ref ? schema.from : check.from });
  else if (isStructOfText(schema)) return;
  else if (schema.kind === 'map') {
    for (const [key, entry] of node.entries) checkKey(key, entry.key, path, check);
    for (const [key, entry] of node.entries) checkValue(entry.value, items, [...path, key], check);
  }
  // Lists of name and value may be written as maps of strings.
  else if (isPairs(schema))
    for (const [key, entry] of node.entries)
      checkValue(entry.value, { kind: 'opaque' }, [...path, key], check);
  else expected(check, node, path, WORDS[schema.kind] as string);
};
