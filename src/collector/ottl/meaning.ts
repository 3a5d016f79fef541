// What functions of pkg/ottl and of the transform processor refuse when they are made, beyond the types of arguments.
import { faultOfGlob } from './glob.ts';
import { literalKind } from './literals.ts';
import { faultOfRegexp } from './re2.ts';
import { addFault, type Scope } from './scope.ts';
import type { Call, Name, Value } from './syntax.ts';

type Given = ReadonlyMap<string, Value | Name>;

/** What is wrong with the arguments, at one of them; undefined where nothing is. */
type Check = (given: Given) => { readonly field: string; readonly message: string } | undefined;

const textOf = (given: Given, field: string): string | undefined => {
  const value = given.get(field);
  return value?.kind === 'string' ? value.text : undefined;
};

const numberOf = (given: Given, field: string): number | undefined => {
  const value = given.get(field);
  return value?.kind === 'int' || value?.kind === 'float' ? Number(value.text) : undefined;
};

const oneOf =
  (field: string, accepted: readonly string[]): Check =>
  (given) => {
    const text = textOf(given, field);
    if (text === undefined || accepted.includes(text)) return undefined;
    return { field, message: `"${text}" is not accepted; expected one of ${accepted.join(', ')}` };
  };

const regexp =
  (field: string): Check =>
  (given) => {
    const text = textOf(given, field);
    const message = text === undefined ? undefined : faultOfRegexp(text);
    return message === undefined
      ? undefined
      : { field, message: `not a regular expression of Go: ${message}` };
  };

/** `%{WORD:name}` stands for a regular expression of its own. */
const grok: Check = (given) => {
  const text = textOf(given, 'Pattern')?.replaceAll(/%\{[^}]*\}/g, '(?:a)');
  const message = text === undefined ? undefined : faultOfRegexp(text);
  return message === undefined
    ? undefined
    : { field: 'Pattern', message: `not a pattern of grok: ${message}` };
};

const glob: Check = (given) => {
  const text = textOf(given, 'Pattern');
  const message = text === undefined ? undefined : faultOfGlob(text);
  return message === undefined ? undefined : { field: 'Pattern', message: `not a glob: ${message}` };
};

const number =
  (field: string, accepts: (value: number) => boolean, expected: string): Check =>
  (given) => {
    const value = numberOf(given, field);
    if (value === undefined || accepts(value)) return undefined;
    return { field, message: `${value} is not accepted; expected ${expected}` };
  };

const notEmpty =
  (field: string): Check =>
  (given) =>
    textOf(given, field) === '' ? { field, message: 'an empty string is not accepted' } : undefined;

const oneCharacter =
  (field: string): Check =>
  (given) => {
    const text = textOf(given, field);
    if (text === undefined || [...text].length === 1) return undefined;
    return { field, message: `"${text}" is not accepted; expected one character` };
  };

/** A key of a map and what is between two of them: https://pkg.go.dev/strings#Split cannot tell them apart if equal. */
const delimiters: Check = (given) => {
  const delimiter = textOf(given, 'Delimiter') ?? '=';
  const pair = textOf(given, 'PairDelimiter') ?? ' ';
  if (delimiter !== pair) return undefined;
  const field = given.has('PairDelimiter') ? 'PairDelimiter' : 'Delimiter';
  return { field, message: `"${pair}" separates both keys from values and pairs from pairs` };
};

const DIRECTIVES = 'YymoqbhBdegaAHlIpPMSLfsZzwijkDxFTXrRntc%';

const timeFormat: Check = (given) => {
  const field = 'Format';
  const text = textOf(given, field);
  if (text === undefined) return undefined;
  if (text === '') return { field, message: 'an empty format is not accepted' };
  if (/\d/.test(text))
    return { field, message: 'a format has no digits; expected directives such as %Y-%m-%d' };
  const fraction = /[^.,]%[Lfs]/.exec(text)?.[0];
  if (fraction) return { field, message: `"${fraction}": a fraction of a second follows "." or ","` };
  const unknown = text.match(/%[^\n]/gu)?.find(([, letter]) => !DIRECTIVES.includes(letter as string));
  return unknown ? { field, message: `${unknown} is not a directive of a time` } : undefined;
};

/** A name of the IANA time zone database. */
const location: Check = (given) => {
  const text = textOf(given, 'Location');
  if (text === undefined || text === '' || text === 'Local') return undefined;
  const fault = { field: 'Location', message: `"${text}" is not a time zone such as Europe/Berlin` };
  // An offset is known to JavaScript alone.
  if (/^[+-]/.test(text)) return fault;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) && undefined;
  } catch {
    return fault;
  }
};

const someValues: Check = (given) => {
  const values = given.get('Values');
  const isEmpty = values?.kind === 'list' && values.items.length === 0;
  return isEmpty ? { field: 'Values', message: 'an empty list is not accepted' } : undefined;
};

const appended: Check = (given) =>
  given.has('Value') || given.has('Values')
    ? undefined
    : { field: 'Target', message: 'nothing is appended; expected value or values' };

const bounds: Check = (given) => {
  const list = given.get('ExplicitBounds');
  const isEmpty = list?.kind === 'list' && list.items.length === 0;
  return isEmpty ? { field: 'ExplicitBounds', message: 'an empty list is not accepted' } : undefined;
};

const buckets: Check = (given) => {
  const field = 'TargetValue';
  if (given.get(field)?.kind === 'nil') return { field, message: 'nil is not accepted' };
  const target = numberOf(given, field);
  const isCount = textOf(given, 'Method') === 'limit_buckets';
  return !isCount || target === undefined || (target >= 1 && Number.isInteger(target))
    ? undefined
    : { field, message: `${target} is not accepted; expected a number of buckets, 1 or more` };
};

const limited: Check = (given) => {
  const keys = given.get('PriorityKeys');
  const limit = numberOf(given, 'Limit');
  if (keys?.kind !== 'list' || limit === undefined || keys.items.length <= limit) return undefined;
  return { field: 'Limit', message: `${limit} is less than the ${keys.items.length} keys that are kept` };
};

/** Length in UTF-8. */
const bytesOf = (text: string): number =>
  [...text].reduce((sum, letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);

/** How many bytes a literal is; undefined where it is not one. */
const widthOf = (value: Value | Name): number | undefined => {
  switch (literalKind(value)) {
    case 'nil':
      return 0;
    case 'boolean':
      return 1;
    case 'int':
    case 'float':
      return 8;
    case 'bytes':
      return value.kind === 'bytes' ? (value.text.length - 2) / 2 : undefined;
    case 'string':
      return value.kind === 'string' ? bytesOf(value.text) : undefined;
    default:
      return undefined;
  }
};

/** Bytes of an id: as they are, or in hexadecimal digits. */
const id =
  (bytes: number): Check =>
  (given) => {
    const value = given.get('Target');
    const length = value && widthOf(value);
    if (length === undefined || length === bytes) return undefined;
    const isHex = value?.kind === 'string' && length === bytes * 2 && /^[0-9a-f]+$/i.test(value.text);
    const message = `expected ${bytes} bytes, or ${bytes * 2} digits of them`;
    return isHex ? undefined : { field: 'Target', message };
  };

const cidr: Check = (given) => {
  const networks = given.get('Networks');
  if (networks?.kind !== 'list') return undefined;
  for (const item of networks.items) {
    if (item.kind !== 'string') return undefined;
    const [address = '', bits = '', ...rest] = item.text.split('/');
    const most = address.includes(':') ? 128 : 32;
    const isAddress = address.includes(':')
      ? /^[0-9a-fA-F:.]+$/.test(address)
      : /^\d+(?:\.\d+){3}$/.test(address) && address.split('.').every((part) => Number(part) < 256);
    if (!isAddress || !/^\d{1,3}$/.test(bits) || Number(bits) > most || rest.length > 0)
      return { field: 'Networks', message: `"${item.text}" is not a network such as 10.0.0.0/8` };
  }
  return undefined;
};

const AGGREGATIONS = ['sum', 'mean', 'min', 'max', 'median', 'count'];
const TEMPORALITY = oneOf('StringAggTemp', ['delta', 'cumulative']);

/** Versions of the semantic conventions that set_semconv_span_name knows. */
const semconvVersion: Check = (given) => {
  const text = textOf(given, 'SemconvVersion');
  if (text === undefined) return undefined;
  const [, major, minor, patch] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(text) ?? [];
  const isKnown =
    major === '1' &&
    minor !== undefined &&
    Number(minor) >= 37 &&
    (Number(minor) < 40 || (Number(minor) === 40 && Number(patch ?? 0) === 0));
  return isKnown
    ? undefined
    : { field: 'SemconvVersion', message: `"${text}" is not known; expected 1.37.0 to 1.40.0` };
};

const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  Coalesce: [someValues],
  ConvertCase: [oneOf('ToCase', ['lower', 'upper', 'snake', 'camel'])],
  ExtractGrokPatterns: [grok],
  ExtractPatterns: [regexp('Pattern')],
  FormatTime: [timeFormat],
  IsInCIDR: [cidr],
  IsMatch: [regexp('Pattern')],
  ParseCLF: [oneOf('Format', ['clf', 'combined'])],
  ParseCSV: [
    oneCharacter('Delimiter'),
    oneCharacter('HeaderDelimiter'),
    oneOf('Mode', ['strict', 'lazyQuotes', 'ignoreQuotes']),
  ],
  ParseKeyValue: [notEmpty('Delimiter'), notEmpty('PairDelimiter'), delimiters],
  ProfileID: [id(16)],
  Sort: [oneOf('Order', ['asc', 'desc'])],
  SpanID: [id(8)],
  Time: [timeFormat, location],
  ToKeyValueString: [notEmpty('Delimiter'), notEmpty('PairDelimiter'), delimiters],
  TraceID: [id(16)],
  aggregate_on_attribute_value: [oneOf('AggregationFunction', AGGREGATIONS)],
  aggregate_on_attributes: [oneOf('AggregationFunction', AGGREGATIONS)],
  append: [appended],
  convert_exponential_histogram_to_histogram: [
    oneOf('DistributionFn', ['', 'upper', 'midpoint', 'random', 'uniform']),
    bounds,
  ],
  convert_gauge_to_sum: [TEMPORALITY],
  convert_summary_count_val_to_sum: [TEMPORALITY],
  convert_summary_sum_val_to_sum: [TEMPORALITY],
  delete_matching_keys: [regexp('Pattern')],
  extract_percentile_metric: [
    number('Percentile', (value) => value > 0 && value < 100, 'more than 0 and less than 100'),
  ],
  flatten: [number('Depth', (value) => value >= 1, '1 or more')],
  keep_matching_keys: [regexp('Pattern')],
  limit: [limited],
  merge_histogram_buckets: [oneOf('Method', ['remove_explicit_bound', 'limit_buckets']), buckets],
  merge_maps: [oneOf('Strategy', ['insert', 'update', 'upsert'])],
  replace_all_matches: [glob],
  replace_all_patterns: [regexp('RegexPattern'), oneOf('Mode', ['key', 'value'])],
  replace_match: [glob],
  replace_pattern: [regexp('RegexPattern')],
  set_semconv_span_name: [semconvVersion, notEmpty('OriginalSpanNameAttribute')],
};

/** Checks what a function refuses; the arguments are by Go field. */
export const checkMeaning = (call: Call, given: Given, scope: Scope): void => {
  for (const check of CHECKS[call.name] ?? []) {
    const found = check(given);
    if (!found) continue;
    addFault(scope, given.get(found.field)?.start ?? call.start, `${call.name}: ${found.message}`);
    return;
  }
};
