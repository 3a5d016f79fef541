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

/** Most words differ from all of these in their first letter, their last or their length. */
const slotOf = (first: number, last: number, length: number): number =>
  ((first | 32) * 37 + (last | 32) * 101 + length * 263) & (SIZE - 1);

/** By slot, open addressing. */
const TABLE = (() => {
  const table = new Uint8Array(SIZE);
  for (let id = 1; id < WORDS.length; id++) {
    const word = WORDS[id] as string;
    let slot = slotOf(word.charCodeAt(0), word.charCodeAt(word.length - 1), word.length);
    while (table[slot] !== 0) slot = (slot + 1) & (SIZE - 1);
    table[slot] = id;
  }
  return table;
})();

/** The letters of all words, one after the other, and where each begins. */
const LETTERS = Uint8Array.from(WORDS.join(''), (letter) => letter.charCodeAt(0));
const OFFSETS = Uint16Array.from(WORDS, (_, id) => WORDS.slice(0, id).join('').length);

const isWordAt = (text: string, start: number, id: number): boolean => {
  const offset = OFFSETS[id] as number;
  const length = LENGTHS[id] as number;
  for (let at = 0; at < length; at++)
    if ((text.charCodeAt(start + at) | 32) !== LETTERS[offset + at]) return false;
  return true;
};

const LENGTHS = Uint8Array.from(WORDS, ({ length }) => length);

/** A number for a word that is known here, else 0. Allocates nothing. */
export const keywordAt = (text: string, start: number, end: number): number => {
  const length = end - start;
  let slot = slotOf(text.charCodeAt(start), text.charCodeAt(end - 1), length);
  for (let id = TABLE[slot] as number; id !== 0; id = TABLE[slot] as number) {
    if (LENGTHS[id] === length && isWordAt(text, start, id)) return id;
    slot = (slot + 1) & (SIZE - 1);
  }
  return 0;
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
