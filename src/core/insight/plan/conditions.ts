/** One of the conditions that a row has to meet all of. */
export interface Condition {
  readonly kind: 'equals' | 'range' | 'other';
  /** Which column it is about, without the table; undefined where it is about none or more than one. */
  readonly column: string | undefined;
  /** The table or its alias, where that is written. */
  readonly table: string | undefined;
  /** The type that the column is made of for it: `numeric`. */
  readonly cast: string | undefined;
  /** What is made of the column for it: `lower(email)`. */
  readonly call: string | undefined;
  /** Whether the other side is a number that stands there. */
  readonly isNumber: boolean;
}

/** Longer ones are rarely what an index mends. */
const MAX_LENGTH = 8_192;

/** Where the quoted text that begins here ends. */
const quoteEnd = (text: string, start: number): number => {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === "'") at++;
    else if (text[at] === quote && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
};

/** The first place outside of quotes and brackets, from `start` on, that the pattern (sticky) matches. */
const findOutside = (text: string, pattern: RegExp, start = 0): RegExpExecArray | undefined => {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const character = text[at] ?? '';
    if (depth === 0) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match) return match;
    }
    if (character === "'" || character === '"' || character === '`') at = quoteEnd(text, at);
    else {
      if (character === '(' || character === '[') depth++;
      else if (character === ')' || character === ']') depth--;
      at++;
    }
  }
  return undefined;
};

/** Without brackets around the whole. */
const bare = (given: string): string => {
  let text = given.trim();
  while (text.startsWith('(') && findOutside(text.slice(1), /\)/y)?.index === text.length - 2)
    text = text.slice(1, -1).trim();
  return text;
};

const AND = /(?<=[\s)])and(?=[\s(])/iy;

const split = (given: string): readonly string[] => {
  const parts: string[] = [];
  let rest = bare(given);
  for (;;) {
    const match = findOutside(rest, AND);
    if (!match) return [...parts, rest];
    parts.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
  }
};

const NAME = '(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|[a-z_][\\w$]*)';
const COLUMN = `((?:${NAME}\\.)*)(${NAME})`;
const PLAIN = new RegExp(`^${COLUMN}$`, 'i');
const CAST = new RegExp(`^\\(${COLUMN}\\)::([a-z][\\w ]*(?:\\(\\d+(?:,\\d+)?\\))?)$`, 'i');
const CALL = new RegExp(`^(${NAME})\\((?:\\(${COLUMN}\\)::[a-z][\\w ]*|${COLUMN})\\)$`, 'i');
const OPERATOR = /(?:(<=|>=|<>|!=|=|<|>)(?![<>=~*|&@#-])|\b(in|like|between|is|regexp)\b|[~!@#%^&|*?]+)/iy;
const OR = /(?<=[\s)])or(?=[\s(])/iy;
const KEYWORDS = new Set([
  'and',
  'null',
  'true',
  'false',
  'any',
  'all',
  'array',
  'current_date',
  'current_timestamp',
]);

const lastTable = (path: string): string | undefined => path.split('.').at(-2);

interface Side {
  readonly column: string;
  readonly table: string | undefined;
  readonly cast?: string;
  readonly call?: string;
}

const sideOf = (given: string): Side | undefined => {
  const text = bare(given);
  const [, path = '', column] = PLAIN.exec(text) ?? [];
  if (column !== undefined && !KEYWORDS.has(column.toLowerCase())) return { column, table: lastTable(path) };
  const cast = CAST.exec(given.trim()) ?? CAST.exec(text);
  if (cast) return { column: cast[2] ?? '', table: lastTable(cast[1] ?? ''), cast: (cast[3] ?? '').trim() };
  const call = CALL.exec(text);
  if (!call) return undefined;
  const inner = call[3] ?? call[5] ?? '';
  return { column: inner, table: lastTable(call[2] ?? call[4] ?? ''), call: `${call[1]}(${inner})` };
};

/** Whether a side has no column: values, parameters, functions of them. */
const isValue = (text: string): boolean => {
  const left = text
    .replaceAll(/'(?:[^'\\]|''|\\.)*'/g, '?')
    .replaceAll(/::\s*[a-z][\w ]*(?:\([\d,]*\))?(?:\[\])?/gi, '')
    .replaceAll(/\b[a-z_]\w*\s*\(/gi, '(');
  return [...left.matchAll(/["`]|\b[a-z_]\w*/gi)].every(([word]) => KEYWORDS.has(word.toLowerCase()));
};

const RANGES = new Set(['<', '>', '<=', '>=', 'between']);

const OTHER: Condition = {
  kind: 'other',
  column: undefined,
  table: undefined,
  cast: undefined,
  call: undefined,
  isNumber: false,
};

const conditionOf = (given: string, isJoin: boolean): Condition => {
  const text = bare(given);
  if (findOutside(text, OR)) return OTHER;
  const operator = findOutside(text, OPERATOR);
  const word = (operator?.[1] ?? operator?.[2])?.toLowerCase();
  if (!operator || word === undefined) return OTHER;
  const [left, right] = [text.slice(0, operator.index), text.slice(operator.index + operator[0].length)];
  const isSwapped = isValue(left);
  const [mine, other] = isSwapped ? [right, left] : [left, right];
  const side = sideOf(mine);
  if (!side || !(isValue(other) || isJoin)) return OTHER;
  const kind = word === '=' || word === 'in' ? 'equals' : RANGES.has(word) ? 'range' : 'other';
  return {
    kind,
    column: side.column,
    table: side.table,
    cast: side.cast,
    call: side.call,
    isNumber: /^-?\d+(?:\.\d+)?$/.test(other.trim()),
  };
};

/** Both ways round, because each column may be the one that wants an index. */
const joinConditionsOf = (given: string): readonly Condition[] => {
  const text = bare(given);
  const operator = findOutside(text, OPERATOR);
  const sign = operator?.[1];
  if (!operator || sign === undefined) return [conditionOf(text, true)];
  const [left, right] = [text.slice(0, operator.index), text.slice(operator.index + operator[0].length)];
  return [conditionOf(text, true), conditionOf(`${right} ${sign} ${left}`, true)];
};

/**
 * Takes the filter of a plan apart, as PostgreSQL, MySQL and MariaDB write it.
 *
 * @param isJoin whether it compares columns of two tables
 */
export const conditionsOf = (filter: string, { isJoin = false } = {}): readonly Condition[] => {
  if (filter.length > MAX_LENGTH) return [];
  return split(filter).flatMap((each) => (isJoin ? joinConditionsOf(each) : [conditionOf(each, false)]));
};
