/**
 * How much likelier a letter follows another at random than in a word, as a power of two plus 3: one row for each first
 * letter, one digit for each second. Counted over the 12,000 different words, with the parts of names in camelCase, of
 * the messages that npm packages and compilers have in English and eight other languages with Latin letters.
 */
const PAIRS: readonly string[] = [
  '83228546464221848121455754',
  '25561768147175268324287848',
  '28482881243388187362388853',
  '17650778186564168447387855',
  '45326446353331746113557454',
  '17781278088378188343277857',
  '28870834288342288235288878',
  '15770788288353278253486847',
  '34232437885231256322637763',
  '18840888288853267833375888',
  '27462788288184178421375847',
  '16530656087254278843358848',
  '13860858188537218756388877',
  '27321426184664388721456845',
  '63328657555320538123333874',
  '17661586287277138143488868',
  '77677777777477757677077777',
  '16440548185434268432355844',
  '27251554174655226821287844',
  '18670784186566288233387836',
  '33342447334221538222866655',
  '08870888186586188477468846',
  '06851884287682268336587826',
  '38282585188568406841588268',
  '24252436253322218533563866',
  '15551858176442257855274833',
];
const EQUAL = 3;
const FIRST_LETTER = 97;

/** Shorter ones can be anything. */
const SHORTEST = 6;
/** Behind a part of a name, which has more letters as a rule. */
const SHORT_PART = 3;
/** 128 times likelier at random. */
const LEAST = 7;

const PARTS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]/g;

/** What nobody speaks and yet is in names of programs, protocols and calls of the system. */
const TECHNICAL =
  /http|grpc|otlp|tcp|udp|tls|ssl|sql|xml|html|json|jwt|rpc|ctl|cwd|pgid|pgrp|mkd|tmp|txt|std|src|dst|graph|kafka|hook|web|box|max|lookup|passwd|js$/;

const scoreOf = (part: string): number => {
  let score = 0;
  for (const letters of part.toLowerCase().split(TECHNICAL))
    for (let i = 1; i < letters.length; i++) {
      const row = PAIRS[letters.charCodeAt(i - 1) - FIRST_LETTER] ?? '';
      score += Number(row[letters.charCodeAt(i) - FIRST_LETTER]) - EQUAL;
    }
  return score;
};

/**
 * Whether letters are an id rather than a word or a name made of words: `xkqzvbn`, `KxQvTwzbRm`. Hardly a word of a
 * thousand is taken for one, and of random letters three of four that are seven, nine of ten that are ten, and more
 * of longer ones. What can be spoken, such as `alice`, cannot be told from a word, nor what is shorter than six.
 *
 * @param letters from A to Z, in any case
 */
export const isRandomWord = (letters: string): boolean => {
  if (letters.length < SHORTEST) return false;
  const parts = letters.match(PARTS) ?? [];
  let score = 0;
  for (const part of parts)
    score += scoreOf(part) + (part.length < SHORT_PART && parts.length > 1 ? SHORT_PART : 0);
  return score >= LEAST;
};
