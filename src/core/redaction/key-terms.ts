/**
 * One kind of name: words one after another, with or without a separator between them (`api_key`, `api-key`,
 * `api.key` and `apiKey` are the same), each of them one of several. Written as `^api|access key$`: a blank stands
 * between words, `|` between those of which one is enough, `^` ties the name to the start of a word, `$` to the end
 * of the key.
 */
export type KeyTerm = string;

interface ReadTerm {
  readonly startsWord: boolean;
  readonly endsKey: boolean;
  readonly words: readonly (readonly string[])[];
}

/** Longest key that is looked at, in UTF-16 units; of a longer one its end. */
export const MAX_KEY_LENGTH = 256;

const SEPARATORS = '._-[';

const readTerm = (term: KeyTerm): ReadTerm => {
  const startsWord = term.startsWith('^');
  const endsKey = term.endsWith('$');
  const words = term.slice(startsWord ? 1 : 0, endsKey ? -1 : undefined).split(' ');
  return { startsWord, endsKey, words: words.map((each) => each.split('|')) };
};

/**
 * The term as a regular expression, to be read without regard to case, in the subset that JavaScript and RE2 share.
 * `(?:^|[._\[-])` can stand in front of it, `\]?$` at its end, nowhere else.
 */
export const patternOfTerm = (term: KeyTerm): string => {
  const { startsWord, endsKey, words } = readTerm(term);
  const parts = words.map((each) => (each.length > 1 ? `(?:${each.join('|')})` : each[0]));
  return `${startsWord ? '(?:^|[._\\[-])' : ''}${parts.join('[._-]?')}${endsKey ? '\\]?$' : ''}`;
};

/** Whether the words from the one numbered `word` on stand at `at`. `key` is in lower case. */
const stands = (key: string, at: number, { words, endsKey }: ReadTerm, word: number): boolean => {
  for (const each of words[word] as readonly string[]) {
    if (!key.startsWith(each, at)) continue;
    const end = at + each.length;
    if (word < words.length - 1) {
      const next = '._-'.includes(key[end] ?? '?') ? end + 1 : end;
      if (stands(key, next, { words, endsKey, startsWord: false }, word + 1)) return true;
    } else if (!endsKey || end === key.length || (end === key.length - 1 && key[end] === ']')) return true;
  }
  return false;
};

/** Two units as one number; some pairs have the same. */
const pairAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) & 31) << 5) | (text.charCodeAt(at + 1) & 31);

/** Whether one of the terms is part of a key. Asks at each unit only the terms that begin with it. */
export const createTermMatcher = (terms: readonly KeyTerm[]): ((key: string) => boolean) => {
  const byFirst = new Map<string, ReadTerm[]>();
  /** 1 for the first two units of each word that a term begins with: most units of a name begin none. */
  const pairs = new Uint8Array(1_024);
  for (const term of terms.map(readTerm)) {
    const first = term.words[0] as readonly string[];
    for (const word of first) pairs[pairAt(word, 0)] = 1;
    for (const unit of new Set(first.map((word) => word[0] as string)))
      byFirst.set(unit, [...(byFirst.get(unit) ?? []), term]);
  }
  return (name) => {
    const key = name.slice(-MAX_KEY_LENGTH).toLowerCase();
    for (let at = 0; at + 1 < key.length; at++) {
      if (pairs[pairAt(key, at)] === 0) continue;
      const asked = byFirst.get(key[at] as string);
      if (!asked) continue;
      const isStart = at === 0 || SEPARATORS.includes(key[at - 1] as string);
      for (const term of asked) if ((isStart || !term.startsWord) && stands(key, at, term, 0)) return true;
    }
    return false;
  };
};
