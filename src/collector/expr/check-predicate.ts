import type { Visit } from './check-call.ts';
import { ExprFault } from './fault.ts';
import {
  BOOL,
  INT,
  isBool,
  isList,
  isNil,
  isString,
  isUnknown,
  itemOf,
  LIST,
  listOf,
  type Nature,
  target,
  UNKNOWN,
} from './nature.ts';
import type { Expression } from './syntax.ts';

/** What `#` and its names are within a predicate. */
export interface Scope {
  readonly collection: Nature;
  readonly names: Readonly<Record<string, Nature>>;
}

type Result = (collection: Nature, body: Nature) => Nature;

const itemsOf = (collection: Nature): Nature => (isUnknown(collection) ? UNKNOWN : itemOf(collection));

/** What comes of each function. */
const RESULTS: Readonly<Record<string, Result>> = {
  all: () => BOOL,
  none: () => BOOL,
  any: () => BOOL,
  one: () => BOOL,
  count: () => INT,
  findIndex: () => INT,
  findLastIndex: () => INT,
  find: itemsOf,
  findLast: itemsOf,
  filter: (collection) => (isUnknown(collection) ? LIST : listOf(itemOf(collection))),
  map: (_, body) => listOf(body),
  sum: (_, body) => body,
  groupBy: (collection) => ({
    type: 'map[interface {}][]interface {}',
    item: listOf(itemsOf(collection)),
  }),
  sortBy: (collection) => collection,
  reduce: (_, body) => body,
};

/** These do not ask a question. */
const ASKS_NOTHING = ['map', 'sum', 'groupBy', 'sortBy', 'reduce'];

const NAMES: Readonly<Record<string, Readonly<Record<string, Nature>>>> = {
  map: { index: INT },
  reduce: { index: INT, acc: UNKNOWN },
};

/** A call of a function with a predicate. */
export const checkPredicateCall = (
  name: string,
  args: readonly Expression[],
  visit: Visit,
  within: (scope: Scope, node: Expression) => Nature,
): Nature => {
  const [list, predicate, last] = args as readonly [Expression, ...Expression[]];
  const collection = target(visit(list));
  if (!isList(collection) && !isUnknown(collection))
    throw new ExprFault(list.start, `"${name}" takes arrays alone, and no ${collection.type}`);
  if (!predicate) return name === 'count' ? INT : itemsOf(collection);
  const body = within({ collection, names: NAMES[name] ?? {} }, predicate);
  const order = last && visit(last);
  if (last && order && name === 'sortBy' && !isString(order) && !isUnknown(order))
    throw new ExprFault(last.start, `the order has to be a string, and no ${order.type}`);
  if (isNil(body)) throw new ExprFault(predicate.start, 'the predicate gives nothing');
  if (!ASKS_NOTHING.includes(name) && !isBool(body) && !isUnknown(body))
    throw new ExprFault(predicate.start, `the predicate gives ${body.type}; expected true or false`);
  return (RESULTS[name] as Result)(collection, body);
};
