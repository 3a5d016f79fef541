import { type ArgumentKind, BUILTINS, type Rule } from './builtins.ts';
import { ExprFault } from './fault.ts';
import {
  isAssignable,
  isInteger,
  isList,
  isMap,
  isNil,
  isNumber,
  isString,
  isUnknown,
  itemOf,
  keyOf,
  LIST,
  type Nature,
  ofType,
  type Signature,
  target,
  UNKNOWN,
} from './nature.ts';
import type { Expression } from './syntax.ts';

/** Finds the nature of an expression. @throws {ExprFault} where it cannot be right. */
export type Visit = (node: Expression) => Nature;

interface Called {
  readonly node: Expression;
  readonly name: string;
  readonly args: readonly Expression[];
}

const shown = ({ type }: Nature): string => (type === 'nil' ? 'nil' : `a value of type ${type}`);

const isAny = (type: string): boolean => type === 'interface {}';

const checkArgument = (arg: Expression, given: Nature, wanted: string, name: string): void => {
  if (isAny(wanted) || (wanted === 'float64' && isInteger(given))) return;
  if (wanted === 'int' && isInteger(given)) return;
  const to = ofType(wanted);
  if (isNil(given) && wanted.startsWith('*')) return;
  const fits =
    !isNil(given) && (isUnknown(given) || isAssignable(given, to) || isAssignable(target(given), to));
  if (!fits) throw new ExprFault(arg.start, `"${name}" does not take ${shown(given)}; expected ${wanted}`);
};

export const checkSignature = (
  { node, name, args }: Called,
  { params, results }: Signature,
  visit: Visit,
): Nature => {
  if (results.length > 2) throw new ExprFault(node.start, `"${name}" gives more than two values`);
  const natures = args.map(visit);
  if (args.length !== params.length)
    throw new ExprFault(node.start, `"${name}" has ${args.length} arguments; expected ${params.length}`);
  for (const [index, arg] of args.entries())
    checkArgument(arg, natures[index] as Nature, params[index] as string, name);
  return ofType(results[0] as string);
};

const IS: Readonly<Record<ArgumentKind, (nature: Nature) => boolean>> = {
  list: isList,
  map: isMap,
  string: isString,
  number: isNumber,
};

const WORDS: Readonly<Record<ArgumentKind, string>> = {
  list: 'an array',
  map: 'a map',
  string: 'a string',
  number: 'a number',
};

const refuse = ({ node, name }: Called, given: Nature, expected: string): never => {
  throw new ExprFault(node.start, `"${name}" does not take ${shown(given)}; expected ${expected}`);
};

/** What Go's reflection says of it: not what is known of its items. */
const plain = (nature: Nature): Nature => ({ type: nature.type });

const checkGet = (called: Called, visit: Visit): Nature => {
  const [base, key] = called.args;
  if (!base || !key || called.args.length !== 2)
    throw new ExprFault(called.node.start, `"get" has ${called.args.length} arguments; expected 2`);
  const from = visit(base);
  const by = target(visit(key));
  if (base.kind === 'name' && base.name === '$env') return UNKNOWN;
  if (isUnknown(from)) return UNKNOWN;
  const fits = isList(from) ? isInteger(by) : isMap(from) && isAssignableKey(by, from);
  if (!isList(from) && !isMap(from))
    throw new ExprFault(base.start, `${shown(from)} has no items; expected an array or a map`);
  if (!fits && !isUnknown(by)) throw new ExprFault(key.start, `${shown(by)} is no key of ${from.type}`);
  return itemOf(from);
};

/** Any value is a key where keys are of any type. */
export const isAssignableKey = (key: Nature, map: Nature): boolean => {
  const wanted = keyOf(map);
  return isUnknown(wanted) ? !isUnknown(key) : isAssignable(key, wanted);
};

const checkCount = (called: Called, least: number, most: number): void => {
  const { node, name, args } = called;
  if (args.length >= least && args.length <= most) return;
  const expected = least === most ? least : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  throw new ExprFault(node.start, `"${name}" has ${args.length} arguments; expected ${expected}`);
};

const checkAggregate = (called: Called, natures: readonly Nature[]): Nature => {
  checkCount(called, 1, Infinity);
  for (const nature of natures.map(target)) {
    if (isUnknown(nature) || isList(nature)) return UNKNOWN;
    // Durations and the like are numbers for Go.
    if (!isNumber(nature) && !['time.Duration', 'time.Month', 'time.Weekday'].includes(nature.type))
      refuse(called, nature, 'a number or an array');
  }
  return plain(natures[0] as Nature);
};

const checkRule = (called: Called, rule: Rule, visit: Visit): Nature => {
  const natures = rule.kind === 'get' ? [] : called.args.map(visit);
  const [first = UNKNOWN, second = UNKNOWN] = natures;
  const isZone = (nature: Nature): boolean => nature.type === '*time.Location';
  switch (rule.kind) {
    case 'get':
      return checkGet(called, visit);
    case 'aggregate':
      return checkAggregate(called, natures);
    case 'now':
      checkCount(called, 0, natures[0] && isZone(natures[0]) ? 1 : 0);
      return ofType('time.Time');
    case 'date':
      checkCount(called, 1, isZone(first) ? 4 : 3);
      return ofType('time.Time');
    case 'take':
      checkCount(called, 2, 2);
      if (!isUnknown(first) && !isList(first)) refuse(called, first, 'an array');
      if (!isUnknown(second) && !/^int|^time\.[DMW]/.test(second.type))
        refuse(called, second, 'a whole number');
      return plain(first);
    case 'concat':
      checkCount(called, 1, Infinity);
      for (const nature of natures)
        if (!isUnknown(nature) && !isList(nature)) refuse(called, nature, 'arrays');
      return LIST;
    case 'one': {
      checkCount(called, 1, 1);
      const numbers = rule.accepts.includes('number') && /^time\.[DMW]/.test(first.type);
      if (!isUnknown(first) && !numbers && !rule.accepts.some((kind) => IS[kind](target(first))))
        refuse(called, first, rule.accepts.map((kind) => WORDS[kind]).join(' or '));
      if (rule.result === 'same') return plain(first);
      if (rule.result !== 'item') return ofType(rule.result);
      return isUnknown(first) ? UNKNOWN : itemOf(plain(first));
    }
  }
};

/** A call of a function of the language. */
export const checkBuiltin = (called: Called, visit: Visit): Nature => {
  const { rule, overloads = [] } = BUILTINS[called.name] ?? {};
  if (rule) return checkRule(called, rule, visit);
  let fault: unknown;
  // What is wrong within an argument is wrong for every way to call it.
  const natures = new Map(called.args.map((arg) => [arg, visit(arg)]));
  for (const { params, result } of overloads)
    try {
      return checkSignature(called, { params, results: [result] }, (arg) => natures.get(arg) as Nature);
    } catch (error) {
      fault = error;
    }
  throw fault;
};
