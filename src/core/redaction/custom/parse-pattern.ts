/** A piece of a pattern. Numbers of a set are ASCII code units; `BEYOND` stands for all others. */
export type PatternNode =
  | { readonly kind: 'one of'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'set'; readonly units: ReadonlySet<number> };

export interface ParsedPattern {
  readonly root: PatternNode;
  /** What has to hold where a match begins and ends. */
  readonly starts: Edge;
  readonly ends: Edge;
}

type Edge = 'anywhere' | 'word' | 'text';

/** Every code unit outside ASCII is one. */
export const BEYOND = 128;
export const UNITS = 129;

/** What is wrong with a pattern, in words for users. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

const REPETITION = /^(?:\{(\d{1,4})(?:,(\d{1,4}))?\}|\?)/;
const SET = /^(?:\[\^?(?:\\[\s\S]|[^\]\\])+\]|\\[dwsDWS.+*?()[\]{}|^$/\\-]|[^\\()[\]{}|*+?^$])/u;

const WHY: readonly (readonly [what: RegExp, message: string])[] = [
  [/^(?:[*+]|\{\d+,\})/, 'repetition without an end; write {1,20}, {0,20} or another bound'],
  [/^\(\?<?[=!]/, 'look-around; \\b at the beginning or the end is there for words'],
  [/^\\[1-9k]/, 'back-reference'],
  [/^\\p/i, 'class of Unicode; write a set of characters'],
  [/^\(\?/, 'group with options; only (?:…) and (?<name>…) are known'],
  [/^\\[bB]|^\^|^\$/, 'edge inside the pattern; \\b, ^ and $ stand at its beginning or end'],
];

const unitsOf = (source: string, ignoreCase: boolean): ReadonlySet<number> => {
  const one = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
  const units = new Set<number>();
  for (let unit = 0; unit < BEYOND; unit++) if (one.test(String.fromCharCode(unit))) units.add(unit);
  if (one.test('\u2603')) units.add(BEYOND);
  return units;
};

const EDGES: readonly (readonly [text: string, edge: Edge, where: 'starts' | 'ends'])[] = [
  ['\\b', 'word', 'starts'],
  ['^', 'text', 'starts'],
  ['\\b', 'word', 'ends'],
  ['$', 'text', 'ends'],
];

/** A `\b` or `$` that ends the pattern, not one that is escaped. */
const endsWith = (pattern: string, text: string): boolean =>
  pattern.endsWith(text) && /(?:^|[^\\])(?:\\\\)*$/.test(pattern.slice(0, -text.length));

/**
 * Reads the subset of regular expressions that JavaScript and RE2 share and whose matches have a longest length.
 * Throws PatternError where a pattern leaves it.
 */
export const parsePattern = (pattern: string, ignoreCase: boolean): ParsedPattern => {
  let body = pattern;
  const edges: { starts: Edge; ends: Edge } = { starts: 'anywhere', ends: 'anywhere' };
  for (const [text, edge, where] of EDGES) {
    if (edges[where] !== 'anywhere') continue;
    if (where === 'starts' ? body.startsWith(text) : endsWith(body, text)) {
      body = where === 'starts' ? body.slice(text.length) : body.slice(0, -text.length);
      edges[where] = edge;
    }
  }
  let at = 0;
  const rest = (): string => body.slice(at);
  const fail = (): never => {
    const why = WHY.find(([what]) => what.test(rest()))?.[1] ?? 'not in the subset of patterns';
    throw new PatternError(`${why} (at ${JSON.stringify(rest().slice(0, 12))})`);
  };
  const take = (what: RegExp): RegExpExecArray | undefined => {
    const match = what.exec(rest());
    if (match) at += match[0].length;
    return match ?? undefined;
  };

  const readOptions = (depth: number): PatternNode => {
    if (depth > 20) throw new PatternError('groups nested too deep; 20 are read');
    const options = [readSequence(depth)];
    while (take(/^\|/)) options.push(readSequence(depth));
    return options.length === 1 ? (options[0] as PatternNode) : { kind: 'one of', options };
  };
  const readSequence = (depth: number): PatternNode => {
    const parts: PatternNode[] = [];
    while (at < body.length && !/^[|)]/.test(rest())) parts.push(readRepeated(depth));
    return { kind: 'sequence', parts };
  };
  const readRepeated = (depth: number): PatternNode => {
    const node = readOne(depth);
    const count = take(REPETITION);
    if (!count) return /^[*+{]/.test(rest()) ? fail() : node;
    if (/^[?+]/.test(rest()))
      throw new PatternError('lazy or possessive repetition; the longest match is found');
    const min = count[1] === undefined ? 0 : Number(count[1]);
    const max = count[1] === undefined ? 1 : Number(count[2] ?? min);
    if (max < min) throw new PatternError(`${count[0]} counts backwards`);
    return { kind: 'repeat', node, min, max };
  };
  const readOne = (depth: number): PatternNode => {
    if (take(/^\((?:\?:|\?<[A-Za-z]\w{0,30}>|(?!\?))/)) {
      const group = readOptions(depth + 1);
      if (!take(/^\)/)) throw new PatternError('a group is not closed');
      return group;
    }
    const set = take(SET);
    if (!set) return fail();
    if (/[^\0-\x7f]/.test(set[0]))
      throw new PatternError(`${JSON.stringify(set[0])} is not ASCII; write . for it`);
    try {
      return { kind: 'set', units: unitsOf(set[0] === '/' ? '\\/' : set[0], ignoreCase) };
    } catch {
      return fail();
    }
  };

  const root = readOptions(0);
  if (at < body.length) fail();
  return { root, ...edges };
};
