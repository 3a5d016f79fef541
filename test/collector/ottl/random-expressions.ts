import type { OttlArgument, OttlTable } from '../../../src/collector/ottl/table.ts';

/** The same numbers for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
export const createRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
};

const STRINGS = [
  'a',
  'http.method',
  '^/api/.*$',
  'x(y)z',
  '\\\\d+',
  '(?i)foo',
  '',
  ' ',
  '=',
  '%Y-%m-%d',
  'é',
  'upper',
  'delta',
  'sum',
  'insert',
  'key',
  'a.*',
  '(?P<n>.*)',
  '[a-z',
  '(?=a)',
  '10.0.0.0/8',
  'asc',
  '/a/b',
  'base64',
  '[!a]x',
  '[z-a]',
  '\\\\pL+',
  '\\\\p{Greek}',
  '\\\\p{Foo}',
  'a{2,1}',
  'a**',
  '(a|b',
  '[[:alpha:]]',
  '\\\\1',
  '(?<n>a)(?P<n>b)',
  '\\\\x{41}',
  '[^\\\\d-z]',
  'a{1001}',
  '\\\\Q(\\\\E',
  '*a',
  'a|*',
  '\\\\.json$',
  'Europe/Berlin',
];
export const NUMBERS = ['0', '1', '42', '3.5', '0.5', '-1', '10', '100', '1e3', '007', '08'];
/** What a function takes that is written as a string and has to be one of few. */
const FITTING: Readonly<Record<string, string>> = {
  ToCase: '"upper"',
  Strategy: '"insert"',
  Mode: '"value"',
  StringAggTemp: '"delta"',
  AggregationFunction: '"sum"',
  DistributionFn: '"random"',
  SemconvVersion: '"1.37.0"',
  Order: '"asc"',
  XPath: '"/a"',
  Location: '"UTC"',
  Locale: '"en"',
  Method: '"limit_buckets"',
  Encoding: '"base64"',
  Delimiter: '","',
  HeaderDelimiter: '";"',
  PairDelimiter: '"|"',
  Depth: '2',
  Limit: '10',
  Percentile: '95.0',
};

/** What is not checked: XPath, and the names of encodings and languages. */
const UNCHECKED = ['XPath', 'Encoding', 'Locale'];

/** Where an expression is to stand. */
export interface Where {
  /** A set of functions of the table. */
  readonly functions: string;
  readonly context: string;
  /** Paths begin with a context. */
  readonly isPrefixed: boolean;
}

export interface Expressions {
  statement(): string;
  condition(): string;
  value(): string;
}

/** Expressions that are right in most cases. */
export const createExpressions = (table: OttlTable, random: () => number, where: Where): Expressions => {
  const { context, isPrefixed } = where;
  const names = table.sets[where.functions]?.[context] ?? [];
  const converters = names.filter((name) => /^[A-Z]/.test(name));
  const editors = names.filter((name) => /^[a-z]/.test(name));
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const chance = (share: number): boolean => random() < share;

  const path = (only?: (name: string) => boolean): string => {
    const paths = Object.entries(table.contexts[context]?.paths ?? {}).filter(
      ([name]) => !only || only(name),
    );
    const [name, keys] = pick(paths);
    const shown = !isPrefixed && name.startsWith(`${context}.`) ? name.slice(context.length + 1) : name;
    if (only || keys === 0 || chance(0.2)) return shown;
    const key = (): string => pick(['["a"]', '["b.c"]', '[0]', '["d"]']);
    return shown + (keys === 2 && chance(0.2) ? key() + key() : key());
  };
  const string = (): string => `"${pick(STRINGS)}"`;
  const any = (depth: number): string =>
    pick([
      string,
      string,
      () => pick(NUMBERS),
      () => path(),
      () => path(),
      () => call(depth),
      () => pick(['true', 'false', 'nil', '0x0a0b']),
      () => `${path()} ${pick(['+', '-', '*', '/'])} ${pick(NUMBERS)}`,
      () => `[${string()}, ${path()}]`,
      () => `{"a": ${string()}, "b": 1}`,
      () => `(${path()} + 1)`,
      () => pick(table.contexts[context]?.enums ?? ['1']),
    ])();
  const ofType = ({ type, field, list }: OttlArgument, depth: number): string => {
    if (list)
      return `[${Array.from({ length: Math.floor(random() * 3) + 1 }, () => ofType({ type, field }, depth)).join(', ')}]`;
    const fitting = FITTING[field];
    if (fitting && (UNCHECKED.includes(field) || chance(0.85))) return fitting;
    if (chance(0.03)) return any(depth);
    switch (type) {
      case 'string':
        return string();
      case 'int64':
        return pick(['0', '1', '42']);
      case 'float64':
        return pick(['1.5', '0.1', '20.']);
      case 'bool':
        return pick(['true', 'false']);
      case 'Setter':
      case 'GetSetter':
      case 'PSliceGetSetter':
        return path();
      case 'PMapGetSetter':
        return path((name) => name.endsWith('attributes'));
      case 'FunctionGetter':
        return pick(['SHA256', 'Trim', 'ToUpperCase']);
      case 'StringGetter':
        return chance(0.5) ? string() : path();
      case 'IntGetter':
        return chance(0.5) ? pick(['0', '3']) : path();
      case 'TimeGetter':
        return pick(['Now()', 'Time("2020", "%Y")', 'span.start_time']);
      case 'DurationGetter':
        return 'Duration("10s")';
      case 'PMapGetter':
        return pick([path(), '{"a": 1}', 'ParseJSON("{}")']);
      case 'PSliceGetter':
        return pick([path(), '["a"]']);
      default:
        return any(depth);
    }
  };
  const snake = (field: string): string => field.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const invoke = (name: string, depth: number): string => {
    const wanted = table.functions[name] ?? [];
    const isNamed = chance(0.1);
    const given = wanted
      .filter(
        ({ optional }, index) =>
          !optional || (chance(0.4) && !wanted.slice(0, index).some((one) => one.optional)),
      )
      .map((argument) => `${isNamed ? `${snake(argument.field)} = ` : ''}${ofType(argument, depth + 1)}`);
    return `${name}(${given.join(', ')})`;
  };
  const call = (depth: number): string => {
    if (depth > 2) return string();
    const text = invoke(pick(converters), depth);
    return chance(0.1) ? `${text}["k"]` : text;
  };
  const term = (depth: number): string =>
    pick([
      () => `${any(1)} ${pick(['==', '!=', '<', '>=', '<=', '>'])} ${any(1)}`,
      () => `${path()} == ${any(1)}`,
      () => invoke('IsMatch', 1),
      () => call(1),
      () => 'true',
      () => `not ${call(1)}`,
      () => (depth > 2 ? 'false' : `(${condition(depth + 1)})`),
    ])();
  const condition = (depth = 0): string => {
    let text = term(depth);
    while (chance(0.3)) text += ` ${pick(['and', 'or'])} ${term(depth)}`;
    return text;
  };
  return {
    statement: () => invoke(pick(editors), 0) + (chance(0.4) ? ` where ${condition()}` : ''),
    condition: () => condition(),
    value: () => any(0),
  };
};
