/**
 * Reserved words: none of them is the name of a column or a table that is not quoted. A number behind one may have
 * a sign, a string may end in front of one.
 */
const RESERVED =
  'select insert update delete merge with from join into table where and or not in is like ilike between exists ' +
  'case when then else end as on using set values group order by having limit offset fetch union intersect except ' +
  'minus all distinct top returning left right inner outer cross full natural asc desc null true false default ' +
  'create alter drop grant revoke for if begin declare return exec execute call escape collate rlike regexp glob ' +
  'match any some interval';

/** Words that say what follows them. They are names in other places. */
const TELLING =
  'identified password replace stdin copy format pragma to output out recursive only lateral temporary view index ' +
  'column add rename references constraint key unique database schema user role login';

const WORDS: readonly string[] = ['', ...RESERVED.split(' '), ...TELLING.split(' ')];
const FIRST_TELLING = WORDS.indexOf('identified');

const SIZE = 1_024;

/** The hash of a word is that of its letters in lower case, one after the other. */
export const addToHash = (hash: number, unit: number): number => (hash * 31 + (unit | 32)) & 0xffff;

const hashOf = (word: string): number => {
  let hash = 0;
  for (let at = 0; at < word.length; at++) hash = addToHash(hash, word.charCodeAt(at));
  return hash;
};

/** By hash, open addressing. */
const TABLE = (() => {
  const table = new Uint8Array(SIZE);
  for (let id = 1; id < WORDS.length; id++) {
    let slot = hashOf(WORDS[id] as string) & (SIZE - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (SIZE - 1);
    table[slot] = id;
  }
  return table;
})();

const isWordAt = (text: string, start: number, word: string): boolean => {
  for (let at = 0; at < word.length; at++)
    if ((text.charCodeAt(start + at) | 32) !== word.charCodeAt(at)) return false;
  return true;
};

/** A number for a word that is known here, else 0. Allocates nothing. */
export const keywordAt = (text: string, start: number, end: number, hash: number): number => {
  for (let slot = hash & (SIZE - 1); ; slot = (slot + 1) & (SIZE - 1)) {
    const id = TABLE[slot] as number;
    if (id === 0) return 0;
    const word = WORDS[id] as string;
    if (word.length === end - start && isWordAt(text, start, word)) return id;
  }
};

export const isReserved = (keyword: number): boolean => keyword > 0 && keyword < FIRST_TELLING;

/** The number of one word. */
export const keyword = (word: string): number => {
  const id = WORDS.indexOf(word);
  if (id < 1) throw new Error(`${word} is not in the list`);
  return id;
};

/** Whether a word is among some, by number. */
export const keywordSet = (words: string): Uint8Array => {
  const set = new Uint8Array(WORDS.length);
  for (const word of words.split(' ')) set[keyword(word)] = 1;
  return set;
};
