import { exactly, type Texts } from './guards.ts';
import { escapeForGo } from './ottl.ts';
import { type Node, parsePattern } from './syntax.ts';

/**
 * What tells of a pattern that needs no fixed text, or only one that every record has: a part of it that begins with a
 * fixed text, for which Go looks as fast as for a text alone, or with a digit, where most characters fail at once.
 * Like texts, parts are searched for in the record's JSON form, in lower case.
 */
export interface Part {
  /** In the syntax of Go. */
  readonly source: string;
  /** How much it tells, in bits. */
  readonly bits: number;
}

/** Of a letter or digit in a text of them. */
const BITS = 6;
/** Less is in too many records. */
const MIN_BITS = 7;
/** So much is in few. */
export const TELLING_BITS = 16;
const MAX_PARTS = 8;
/** Longer ones tell no more. */
const MAX_NODES = 24;

const CHARACTERS = Array.from({ length: 256 }, (_, unit) => String.fromCharCode(unit));

/** The set in lower case, as a class; undefined where JSON writes one of its characters differently. */
const setIn = (source: string): { readonly source: string; readonly size: number } | undefined => {
  if (/[^\0-\xff]/.test(source)) return undefined;
  const set = new RegExp(`^${source}$`);
  if (set.test('\u4e2d')) return undefined;
  const members = new Set(CHARACTERS.filter((each) => set.test(each)).map((each) => each.toLowerCase()));
  const isSafe = [...members].every((each) => /^[ !#-%'-;=?@[\]-~\xa0]$/.test(each) && each !== '\\');
  if (members.size === 0 || !isSafe) return undefined;
  const text = CHARACTERS.filter((each) => members.has(each)).join('');
  const ranges = text
    .replace('0123456789', '0-9')
    .replace('abcdefghijklmnopqrstuvwxyz', 'a-z')
    .replace('abcdef', 'a-f')
    .replace(/[[\]^]|-(?!9|z|f)/g, '\\$&');
  return { source: members.size === 1 ? escapeForGo(text) : `[${ranges}]`, size: members.size };
};

/** Everything that the node can match, as a pattern; undefined where a part cannot go on with it. */
const partOf = (node: Node): Part | undefined => {
  switch (node.kind) {
    case 'assertion':
      return { source: '', bits: 0 };
    case 'set': {
      const set = setIn(node.source);
      return set && { source: set.source, bits: Math.max(BITS - Math.log2(set.size), 0) };
    }
    case 'one of': {
      const options = node.options.map(partOfAll);
      if (options.some((each) => !each)) return undefined;
      const parts = options as Part[];
      return {
        source: `(?:${parts.map(({ source }) => source).join('|')})`,
        bits: Math.max(0, Math.min(...parts.map(({ bits }) => bits)) - Math.log2(parts.length)),
      };
    }
    case 'repeat': {
      const part = partOf(node.node);
      if (!part || node.max > MAX_NODES) return undefined;
      const inner = node.node.kind === 'set' ? part.source : `(?:${part.source})`;
      return { source: inner + countOf(node), bits: part.bits * node.min };
    }
  }
};

const countOf = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `{${min}}` : min === 0 && max === 1 ? '?' : `{${min},${max}}`;

const partOfAll = (nodes: readonly Node[]): Part | undefined => {
  let source = '';
  let bits = 0;
  for (const node of nodes) {
    const part = partOf(node);
    if (!part) return undefined;
    source += part.source;
    bits += part.bits;
  }
  return { source, bits };
};

/** Groups become what they hold, and what is repeated stands there as often as it must. */
const flat = (nodes: readonly Node[]): readonly Node[] =>
  nodes.flatMap((node): readonly Node[] => {
    if (node.kind === 'one of' && node.options.length === 1) return flat(node.options[0] ?? []);
    if (node.kind !== 'repeat' || node.min === 0 || node.node.kind === 'assertion') return [node];
    const once = flat([node.node]);
    const times = Math.min(node.min, MAX_NODES);
    const more = node.max > times ? [{ ...node, min: 0, max: node.max - times } as const] : [];
    return [...Array.from({ length: times }, () => once).flat(), ...more];
  });

/** What stands several times in a row, written once. */
const counted = (sources: readonly string[]): string => {
  let text = '';
  for (let i = 0, count = 1; i < sources.length; i += count) {
    const source = sources[i] as string;
    for (count = 1; sources[i + count] === source; ) count++;
    text += count > 2 && /^\[(?:\\.|[^\]\\])*\]$/.test(source) ? `${source}{${count}}` : source.repeat(count);
  }
  return text;
};

/** The part that begins with the node at `from`. */
const partFrom = (nodes: readonly Node[], from: number): readonly Part[] => {
  const first = nodes[from] as Node;
  const texts: Texts | undefined = exactly(first);
  const isDigits = first.kind === 'set' && /^(?:\\d|\[\d(?:-\d)?\])$/.test(first.source);
  if (first.kind === 'assertion' || (!isDigits && (!texts || texts.size > MAX_PARTS || texts.has(''))))
    return [];
  const parts: Part[] = [];
  for (const node of nodes.slice(from + 1, from + MAX_NODES)) {
    const part = partOf(node);
    if (!part) break;
    parts.push(part);
  }
  // An end that may be empty, or anything, says nothing.
  while ((parts.at(-1)?.bits ?? 1) < 0.1) parts.pop();
  const rest = counted(parts.map(({ source }) => source));
  const bits = parts.reduce((sum, part) => sum + part.bits, 0);
  if (isDigits) return [{ source: `[0-9]${rest}`, bits: bits - 1 }];
  return [...(texts ?? [])].map((text) => ({
    source: `${escapeForGo(text)}${rest}`,
    bits: bits + BITS * text.length,
  }));
};

const worth = (parts: readonly Part[]): number => Math.min(...parts.map(({ bits }) => bits));

/** Parts of which each match of the pattern contains one; none where there are none that tell. */
const bestOf = (nodes: readonly Node[]): readonly Part[] => {
  const all = flat(nodes);
  let best: readonly Part[] = [];
  const consider = (parts: readonly Part[]): void => {
    if (parts.length === 0 || parts.length > MAX_PARTS || worth(parts) < MIN_BITS) return;
    // Of those that tell enough, the ones that Go finds fastest.
    const isFast = (each: readonly Part[]): boolean =>
      worth(each) >= TELLING_BITS && each.every(({ source }) => !source.startsWith('[0-9]'));
    const gain = best.length === 0 ? 1 : Number(isFast(parts)) - Number(isFast(best));
    if (gain > 0 || (gain === 0 && worth(parts) > worth(best))) best = parts;
  };
  for (const [at, node] of all.entries()) {
    consider(partFrom(all, at));
    if (node.kind === 'one of') {
      const options = node.options.map(bestOf);
      if (options.every(({ length }) => length > 0)) consider(options.flat());
    }
  }
  return best;
};

/** What to search for. */
export const partsNeeded = (pattern: string): readonly Part[] => {
  const parts = new Map(bestOf([parsePattern(pattern)]).map((part) => [part.source, part]));
  return [...parts.values()];
};
