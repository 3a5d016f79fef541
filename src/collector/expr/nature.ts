// What is known of a value before an expression runs: https://github.com/expr-lang/expr/tree/v1.17.8/checker/nature

export interface Nature {
  /** As Go writes the type; `unknown` is any value, `nil` is none. */
  readonly type: string;
  /** Of an array, and of a map. */
  readonly item?: Nature;
  /** What can be called: a function of the language, or a method. */
  readonly callable?: Callable;
}

interface Callable {
  readonly name: string;
  /** Undefined for a function of the language, whose arguments are checked by its name. */
  readonly signature?: Signature;
}

export interface Signature {
  readonly params: readonly string[];
  /** More than two are none that can be called. */
  readonly results: readonly string[];
}

export const UNKNOWN: Nature = { type: 'unknown' };
export const NIL: Nature = { type: 'nil' };
export const BOOL: Nature = { type: 'bool' };
export const INT: Nature = { type: 'int' };
export const FLOAT: Nature = { type: 'float64' };
export const STRING: Nature = { type: 'string' };
export const BYTES: Nature = { type: '[]uint8' };
export const LIST: Nature = { type: '[]interface {}' };
export const MAP: Nature = { type: 'map[string]interface {}' };

export const listOf = (item: Nature): Nature => ({ ...LIST, item });

/** The nature of a Go type by its name. */
export const ofType = (type: string): Nature => (type === 'interface {}' ? UNKNOWN : { type });

export const isUnknown = ({ type }: Nature): boolean => type === 'unknown';
export const isNil = ({ type }: Nature): boolean => type === 'nil';
export const isBool = ({ type }: Nature): boolean => type === 'bool';
export const isString = ({ type }: Nature): boolean => type === 'string';
export const isInteger = ({ type }: Nature): boolean =>
  type === 'int' || type === 'int64' || type === 'uint8';
export const isNumber = (nature: Nature): boolean => isInteger(nature) || nature.type === 'float64';
export const isList = ({ type }: Nature): boolean => type.startsWith('[]');
export const isMap = ({ type }: Nature): boolean => type.startsWith('map[');
export const isTime = ({ type }: Nature): boolean => type === 'time.Time';
export const isDuration = ({ type }: Nature): boolean => type === 'time.Duration';
const isFunction = ({ callable }: Nature): boolean => callable !== undefined;

/** What a pointer points to. */
export const target = (nature: Nature): Nature =>
  nature.type.startsWith('*') ? ofType(nature.type.slice(1)) : nature;

export const keyOf = ({ type }: Nature): Nature => ofType(/^map\[(.*?)\](?!\})/.exec(type)?.[1] ?? 'unknown');

/** Items of an array, and values of a map. */
export const itemOf = ({ type, item }: Nature): Nature =>
  item ?? ofType(isList({ type }) ? type.slice(2) : type.replace(/^map\[(?:interface \{\}|\w+)\]/, ''));

export const isAssignable = (from: Nature, to: Nature): boolean => {
  if (isNil(from)) return isList(to) || isMap(to) || to.type.startsWith('*') || isFunction(to);
  return !isUnknown(from) && from.type === to.type;
};

export const isComparable = (one: Nature, other: Nature): boolean =>
  [one, other].some((each) => isUnknown(each) || isNil(each)) ||
  [isNumber, isDuration, isTime, isList].some((is) => is(one) && is(other)) ||
  isAssignable(one, other);

/** One is not known, and the other is of such a kind or not known either. */
export const mayFit = (one: Nature, other: Nature, ...kinds: readonly ((nature: Nature) => boolean)[]) => {
  const fits = (nature: Nature): boolean => kinds.some((is) => is(nature));
  if (isUnknown(one)) return isUnknown(other) || fits(other);
  return isUnknown(other) && fits(one);
};

export const both = (one: Nature, other: Nature, is: (nature: Nature) => boolean): boolean =>
  is(one) && is(other);
