import { parseGoRegexp, regexpFault } from '../../core/go/regexp.ts';
import type { ConfigNode, ConfigPath } from '../document/node.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const ACTIONS = ['insert', 'update', 'upsert', 'delete', 'hash', 'extract', 'convert'];
const SOURCES = ['value', 'from_attribute', 'from_context'];
const CONVERSIONS = ['string', 'int', 'double'];

function* unused(action: View, key: string): Iterable<Finding> {
  if (action.has(key) && (key === 'value' || action.text(key) !== ''))
    yield action.fault(`is not used by action: ${action.text('action')}`, key);
}

/** Paths within a value to what is a variable of another type than a string. */
function* referencesIn(node: ConfigNode | undefined, path: ConfigPath): Iterable<ConfigPath> {
  const parts: readonly (readonly [string | number, ConfigNode])[] =
    node?.kind === 'list'
      ? node.items.map((item, index) => [index, item])
      : node?.kind === 'map'
        ? [...node.entries].map(([key, { value }]) => [key, value])
        : [];
  for (const [part, inner] of parts)
    if (inner.isReference) yield [...path, part];
    else yield* referencesIn(inner, [...path, part]);
}

/** The type of a variable is known where it is the whole value; within a list or map it is none of an attribute. */
function* checkReferences(action: View, key: string): Iterable<Finding> {
  for (const path of referencesIn(action.at(key).node, []))
    yield action.fault(
      'a variable within a list or map has to be a string; write the value, or take all of it from one variable',
      key,
      ...path,
    );
}

const isSet = (action: View, key: string): boolean =>
  key === 'value' || key === 'default_value' ? action.has(key) : action.text(key) !== '';

function* checkPattern(action: View): Iterable<Finding> {
  const pattern = action.text('pattern');
  const fault = regexpFault(pattern);
  if (fault) yield action.fault(fault, 'pattern');
  if (action.text('action').toLowerCase() !== 'extract') return;
  const { groups } = parseGoRegexp(pattern);
  if (pattern === '') yield action.fault('is missing; action: extract needs it', 'pattern');
  else if (groups.length === 0 || groups.includes(''))
    yield action.fault('expected groups with names, (?P<name>…), and no others', 'pattern');
}

function* checkAction(action: View): Iterable<Finding> {
  const name = action.text('action').toLowerCase();
  const removes = name === 'delete' || name === 'hash';
  if (!ACTIONS.includes(name)) {
    yield action.fault(`"${name}" is not known; expected one of ${ACTIONS.join(', ')}`, 'action');
    return;
  }
  if (action.text('key') === '' && !(removes && action.text('pattern') !== ''))
    yield action.fault(
      `is missing; expected the name of an attribute${removes ? ', or pattern' : ''}`,
      'key',
    );
  for (const key of ['value', 'default_value']) yield* checkReferences(action, key);
  const sources = SOURCES.filter((key) => isSet(action, key));
  if (name === 'insert' || name === 'update' || name === 'upsert') {
    if (sources.length === 0 && !isSet(action, 'default_value'))
      yield action.fault(`has no value; expected value, from_attribute, from_context or default_value`);
    if (sources.length > 1) yield action.fault(`has ${sources.join(' and ')}; expected one of them`);
    yield* unused(action, 'pattern');
    yield* unused(action, 'converted_type');
    return;
  }
  for (const key of removes ? ['value', 'from_attribute'] : SOURCES) yield* unused(action, key);
  if (name === 'convert') {
    yield* unused(action, 'pattern');
    if (!CONVERSIONS.includes(action.text('converted_type')))
      yield action.fault(`expected one of ${CONVERSIONS.join(', ')}`, 'converted_type');
    return;
  }
  yield* unused(action, 'converted_type');
  yield* checkPattern(action);
}

/** Actions of the attributes and the resource processor. */
export function* checkActions(view: View, key: string): Iterable<Finding> {
  for (const [index, action] of view.items(key).entries())
    for (const { at, message } of checkAction(action)) yield { at: [key, index, ...at], message };
}
