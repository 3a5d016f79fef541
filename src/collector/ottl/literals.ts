import type { Name, Value } from './syntax.ts';

export type LiteralKind = 'nil' | 'string' | 'boolean' | 'int' | 'float' | 'bytes' | 'list' | 'map';

/** The kind of a value that is known without any data; undefined where it is not. */
export const literalKind = (value: Value | Name): LiteralKind | undefined => {
  switch (value.kind) {
    case 'enum':
      return 'int';
    case 'list':
    case 'map':
      return value.items.every((item) => literalKind(item)) ? value.kind : undefined;
    case 'math': {
      const [only] = value.operands;
      if (!only || value.operands.length > 1) return undefined;
      const isNumber = only.kind === 'int' || only.kind === 'float';
      return value.sign === '-' && !isNumber ? undefined : literalKind(only);
    }
    case 'path':
    case 'call':
    case 'function':
      return undefined;
    default:
      return value.kind;
  }
};

interface Getter {
  readonly accepts: readonly LiteralKind[];
  readonly expected: string;
  /** Which strings stand for a value of the type. */
  readonly text?: RegExp;
}

const ANY: readonly LiteralKind[] = ['nil', 'string', 'boolean', 'int', 'float', 'bytes', 'list', 'map'];
const SIMPLE: readonly LiteralKind[] = ['nil', 'string', 'boolean', 'int', 'float'];

/** What the getters of pkg/ottl make of a literal. A type that is not here takes anything. */
export const GETTERS: Readonly<Record<string, Getter>> = {
  StringGetter: { accepts: ['string'], expected: 'a string' },
  StringLikeGetter: { accepts: ANY, expected: 'a value' },
  IntGetter: { accepts: ['int'], expected: 'a whole number' },
  IntLikeGetter: { accepts: SIMPLE, expected: 'a number, or what can be read as one' },
  FloatGetter: { accepts: ['float'], expected: 'a number with a decimal point' },
  FloatLikeGetter: {
    accepts: SIMPLE,
    expected: 'a number, or what can be read as one',
    text: /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|infinity|nan)$/i,
  },
  BoolGetter: { accepts: ['boolean'], expected: 'true or false' },
  BoolLikeGetter: {
    accepts: SIMPLE,
    expected: 'true or false, or what can be read as one',
    text: /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/,
  },
  ByteSliceLikeGetter: { accepts: [...SIMPLE, 'bytes'], expected: 'bytes, or what can be read as such' },
  PMapGetter: { accepts: ['map'], expected: 'a map' },
  PSliceGetter: { accepts: ['list'], expected: 'a list' },
  TimeGetter: { accepts: [], expected: 'a time, as Time(…) or Now() give it' },
  DurationGetter: { accepts: [], expected: 'a duration, as Duration("10s") gives it' },
};

/** Types that are written as such, and never computed. */
export const RAW: Readonly<Record<string, { readonly kind: Value['kind']; readonly expected: string }>> = {
  string: { kind: 'string', expected: 'a string in quotes' },
  int64: { kind: 'int', expected: 'a whole number' },
  float64: { kind: 'float', expected: 'a number with a decimal point' },
  bool: { kind: 'boolean', expected: 'true or false' },
};

export const PATH_TYPES = ['Setter', 'GetSetter', 'PMapGetSetter', 'PSliceGetSetter'];

const KIND_WORDS: Readonly<Record<string, string>> = {
  nil: 'nil',
  string: 'a string',
  boolean: 'true or false',
  int: 'a whole number',
  float: 'a number with a decimal point',
  bytes: 'bytes',
  list: 'a list',
  map: 'a map',
  enum: 'a symbol',
  path: 'a path',
  call: 'a function',
  math: 'arithmetic',
  function: 'the name of a function',
};

export const kindWords = (kind: string): string => KIND_WORDS[kind] ?? kind;
