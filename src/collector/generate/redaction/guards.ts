import { escapeForGo } from './ottl.ts';
import { type Node, parsePattern } from './syntax.ts';

/**
 * A regular expression that begins anywhere costs Go some 25 ns for each byte that it looks at; a fixed text is found
 * a hundred times faster. So a statement runs only where the record holds one of the texts without which its pattern
 * can match nothing. They are searched for in the record's JSON form, in lower case.
 */

/** More than these take longer than the pattern itself. */
const MAX_TEXTS = 8;
/** Texts that are built up on the way; beyond this a part of the pattern counts as any text. */
const MAX_COMBINATIONS = 256;
/** A class of more characters than this counts as any text. */
const MAX_MEMBERS = 4;

const ASCII = Array.from({ length: 128 }, (_, unit) => String.fromCharCode(unit));

/** What JSON writes differently, as Go writes it, is not searched for. */
const isPlain = (character: string): boolean =>
  character >= ' ' && character <= '~' && !'"\\<>&'.includes(character);

export type Texts = ReadonlySet<string>;

const union = (sets: readonly (Texts | undefined)[]): Texts | undefined => {
  const all = new Set<string>();
  for (const set of sets) {
    if (!set) return undefined;
    for (const text of set) all.add(text);
  }
  return all.size <= MAX_COMBINATIONS ? all : undefined;
};

const append = (before: Texts, after: Texts): Texts | undefined => {
  if (before.size * after.size > MAX_COMBINATIONS) return undefined;
  return new Set([...before].flatMap((start) => [...after].map((end) => start + end)));
};

const EMPTY: Texts = new Set(['']);

/** Everything that the node can match, in lower case, where that is little. */
export const exactly = (node: Node): Texts | undefined => {
  switch (node.kind) {
    case 'assertion':
      return EMPTY;
    case 'set': {
      const member = new RegExp(`^${node.source}$`);
      const members = ASCII.filter((character) => member.test(character));
      const texts = new Set(members.map((character) => character.toLowerCase()));
      const plain = members.length > 0 && [...texts].every(isPlain);
      return plain && texts.size <= MAX_MEMBERS ? texts : undefined;
    }
    case 'one of':
      return union(node.options.map(exactlyAll));
    case 'repeat': {
      const once = exactly(node.node);
      if (!once || node.max > MAX_MEMBERS) return undefined;
      const times = Array.from({ length: node.max - node.min + 1 }, (_, i) => node.min + i);
      return union(times.map((count) => exactlyAll(Array.from({ length: count }, () => node.node))));
    }
  }
};

const exactlyAll = (nodes: readonly Node[]): Texts | undefined => {
  let texts: Texts | undefined = EMPTY;
  for (const node of nodes) {
    const next = exactly(node);
    texts = next && texts && append(texts, next);
  }
  return texts;
};

const shortest = (texts: Texts): number => Math.min(...[...texts].map(({ length }) => length));

/** Two letters or a dot are in every record. */
const isTelling = (text: string): boolean => text.length > 2 || /[^a-z0-9 .,:/_=-]/.test(text);

/** Three characters are as good as more; few texts are quickly found. */
const isBetter = (one: Texts, other: Texts | undefined): boolean => {
  if (!other) return true;
  const longer = Math.min(shortest(one), 3) - Math.min(shortest(other), 3);
  return longer === 0 ? one.size < other.size : longer > 0;
};

/** Texts of which each match contains one. */
const neededBy = (node: Node): Texts | undefined => {
  if (node.kind === 'one of') return union(node.options.map(neededByAll));
  if (node.kind === 'repeat' && node.min > 0) return neededBy(node.node);
  return node.kind === 'set' ? exactly(node) : undefined;
};

const neededByAll = (nodes: readonly Node[]): Texts | undefined => {
  let best: Texts | undefined;
  let run = EMPTY;
  const consider = (texts: Texts | undefined): void => {
    if (texts && [...texts].every(isTelling) && isBetter(texts, best)) best = texts;
  };
  for (const node of nodes) {
    const texts = exactly(node);
    const longer = texts && append(run, texts);
    if (longer) run = longer;
    else {
      consider(run);
      consider(neededBy(node));
      run = texts ?? EMPTY;
    }
  }
  consider(run);
  return best;
};

/** The part that most of the texts have in common, and the longest of such. */
const commonPart = (texts: readonly string[]): string => {
  let best = '';
  let most = 2;
  for (const text of texts)
    for (let start = 0; start < text.length; start++)
      for (let end = start + 3; end <= text.length; end++) {
        const part = text.slice(start, end);
        const having = texts.filter((each) => each.includes(part)).length;
        if (having > most || (having === most && best !== '' && part.length > best.length)) {
          best = part;
          most = having;
        }
      }
  return best;
};

/** As few texts as say the same: what contains another need not be searched for. */
const fewest = (texts: readonly string[]): readonly string[] => {
  const alone = texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)));
  const part = alone.length > MAX_TEXTS ? commonPart(alone) : '';
  return part === '' ? alone : fewest([...alone.filter((text) => !text.includes(part)), part]);
};

/** The texts, in lower case, of which every match of the pattern contains at least one; none where there are none. */
export const neededTexts = (pattern: string, most = MAX_TEXTS): readonly string[] => {
  const texts = fewest([...(neededBy(parsePattern(pattern)) ?? [])]);
  return texts.length <= most ? [...texts].sort() : [];
};

/**
 * Patterns of Go for these texts. Those of a pattern begin with the same two letters, so that Go looks for these
 * first; a pattern for all would be tried at each character.
 */
export const grouped = (texts: readonly string[]): readonly string[] => {
  const groups = new Map<string, string[]>();
  for (const text of [...texts].sort()) {
    const start = text.slice(0, 2);
    groups.set(start, [...(groups.get(start) ?? []), escapeForGo(text)]);
  }
  return [...groups.values()].map((group) => group.join('|'));
};

/** Few parts of these texts, of which each text contains one: shorter, so that other texts have them too. */
export const partsCovering = (texts: readonly string[]): readonly string[] => {
  const part = commonPart(texts);
  const others = texts.filter((text) => !text.includes(part));
  return part === '' ? texts : [part, ...partsCovering(others)];
};

/** Between the words of a key. */
const SEPARATOR = '[._-]?';

/**
 * Texts of which a key that one of the patterns matches contains one, in lower case and without `.`, `_` and `-`; none
 * where one of the patterns has none. Patterns of keys match anything in hundreds of steps, and most records have no
 * such key.
 */
export const textsNeededInKeys = (patterns: readonly string[]): readonly string[] => {
  const all = patterns.map((pattern) => [
    ...(neededBy(parsePattern(pattern.replaceAll(SEPARATOR, ''))) ?? []),
  ]);
  if (all.some((texts) => texts.length === 0)) return [];
  const texts = [...new Set(all.flat().map((text) => text.replaceAll(/[._-]/g, '')))];
  return texts.filter((text) => !texts.some((other) => other !== text && text.includes(other)));
};

/** The fewest characters that a pattern matches, and the most. */
const lengthsOf = (node: Node): readonly [least: number, most: number] => {
  switch (node.kind) {
    case 'assertion':
      return [0, 0];
    case 'set':
      return [1, 1];
    case 'one of': {
      const all = node.options.map((nodes) =>
        nodes.map(lengthsOf).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]),
      );
      return [Math.min(...all.map(([least]) => least)), Math.max(...all.map(([, most]) => most))];
    }
    case 'repeat': {
      const [least, most] = lengthsOf(node.node);
      return [node.min * least, node.max * most];
    }
  }
};

export const matchLengths = (pattern: string): readonly [least: number, most: number] =>
  lengthsOf(parsePattern(pattern));
