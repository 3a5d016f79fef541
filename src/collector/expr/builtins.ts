// Functions of the language: https://github.com/expr-lang/expr/blob/v1.17.8/builtin/builtin.go

interface PredicateArgument {
  readonly isPredicate: boolean;
  readonly isOptional: boolean;
}

const VALUE: PredicateArgument = { isPredicate: false, isOptional: false };
const PREDICATE: PredicateArgument = { isPredicate: true, isOptional: false };

/** Functions that ask about each item of a list, and what they are given. */
export const PREDICATES: Readonly<Record<string, readonly PredicateArgument[]>> = {
  ...Object.fromEntries(
    [
      'all',
      'none',
      'any',
      'one',
      'filter',
      'map',
      'find',
      'findIndex',
      'findLast',
      'findLastIndex',
      'groupBy',
    ].map((name) => [name, [VALUE, PREDICATE]]),
  ),
  ...Object.fromEntries(['count', 'sum'].map((name) => [name, [VALUE, { ...PREDICATE, isOptional: true }]])),
  ...Object.fromEntries(
    ['sortBy', 'reduce'].map((name) => [name, [VALUE, PREDICATE, { ...VALUE, isOptional: true }]]),
  ),
};

const ANY = 'interface {}';

interface Overload {
  readonly params: readonly string[];
  readonly result: string;
}

const of = (result: string, ...params: readonly string[]): Overload => ({ params, result });

const ofText = (result: string, ...more: readonly string[]): Overload => of(result, 'string', ...more);

const LISTS = ['[]interface {}', '[]int', '[]float64', '[]string'];

/** The ways to call a function; none where its arguments are judged one by one: `rule`. */
export interface Builtin {
  readonly overloads?: readonly Overload[];
  readonly rule?: Rule;
}

export type Rule =
  | { readonly kind: 'get' | 'aggregate' | 'now' | 'date' | 'take' | 'concat' }
  /** One argument of these kinds: what comes of it, or `same`, or `item`. */
  | { readonly kind: 'one'; readonly accepts: readonly ArgumentKind[]; readonly result: string };

export type ArgumentKind = 'list' | 'map' | 'string' | 'number';

const one = (result: string, ...accepts: readonly ArgumentKind[]): Builtin => ({
  rule: { kind: 'one', accepts, result },
});

const calls = (...overloads: readonly Overload[]): Builtin => ({ overloads });

const integers = calls(of('int', 'int', 'int'));

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  len: one('int', 'list', 'map', 'string'),
  type: calls(of('string', ANY)),
  abs: one('same', 'number'),
  ceil: one('float64', 'number'),
  floor: one('float64', 'number'),
  round: one('float64', 'number'),
  int: one('int', 'number', 'string'),
  float: one('float64', 'number', 'string'),
  string: calls(of('string', ANY)),
  trim: calls(ofText('string'), ofText('string', 'string')),
  trimPrefix: calls(ofText('string', 'string'), ofText('string')),
  trimSuffix: calls(ofText('string', 'string'), ofText('string')),
  upper: calls(ofText('string')),
  lower: calls(ofText('string')),
  split: calls(ofText('[]string', 'string'), ofText('[]string', 'string', 'int')),
  splitAfter: calls(ofText('[]string', 'string'), ofText('[]string', 'string', 'int')),
  replace: calls(ofText('string', 'string', 'string', 'int'), ofText('string', 'string', 'string')),
  repeat: calls(ofText('string', 'int')),
  join: calls(
    of('string', '[]string', 'string'),
    of('string', '[]interface {}', 'string'),
    of('string', '[]interface {}'),
    of('string', '[]string'),
  ),
  indexOf: calls(ofText('int', 'string')),
  lastIndexOf: calls(ofText('int', 'string')),
  hasPrefix: calls(ofText('bool', 'string')),
  hasSuffix: calls(ofText('bool', 'string')),
  max: { rule: { kind: 'aggregate' } },
  min: { rule: { kind: 'aggregate' } },
  mean: { rule: { kind: 'aggregate' } },
  median: { rule: { kind: 'aggregate' } },
  toJSON: calls(of('string', ANY)),
  fromJSON: calls(ofText(ANY)),
  toBase64: calls(ofText('string')),
  fromBase64: calls(ofText('string')),
  now: { rule: { kind: 'now' } },
  duration: calls(ofText('time.Duration')),
  date: { rule: { kind: 'date' } },
  timezone: calls(ofText('*time.Location')),
  first: one('item', 'list'),
  last: one('item', 'list'),
  get: { rule: { kind: 'get' } },
  take: { rule: { kind: 'take' } },
  keys: one('[]interface {}', 'map'),
  values: one('[]interface {}', 'map'),
  toPairs: one('[]interface {}', 'map'),
  fromPairs: one('map[interface {}]interface {}', 'list'),
  reverse: one('[]interface {}', 'list'),
  uniq: one('[]interface {}', 'list'),
  concat: { rule: { kind: 'concat' } },
  flatten: one('[]interface {}', 'list'),
  sort: calls(
    ...LISTS.map((list) => of('[]interface {}', list, 'string')),
    ...LISTS.map((list) => of('[]interface {}', list)),
  ),
  ...Object.fromEntries(
    ['and', 'or', 'xor', 'nand', 'shl', 'shr', 'ushr'].map((name) => [`bit${name}`, integers]),
  ),
  bitnot: calls(of('int', 'int')),
};
