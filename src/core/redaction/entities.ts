import { isDigit, isHex, isLetter } from './characters.ts';

/** Names of characters in HTML, each before what it stands for: https://html.spec.whatwg.org/#named-character-references */
const ENTITIES = 'commat;@ quot;" apos;\' amp;& lt;< gt;> colon;: period;. equals;= plus;+'.split(' ');

/** Most digits of a numeric reference, and more letters than a name has. */
const MAX_LENGTH = 8;

/** Stands for a character that is not ASCII. */
const FOREIGN = 0xfffd;

/** What the reference to a character at `&` stands for, and its length above the lowest sixteen bits; -1 where none is. */
export type ReadEntity = (text: string, at: number) => number;

/** `&#64;`, `&#x40;`, where browsers need no semicolon, and `&commat;`. */
export const entityAt: ReadEntity = (text, at) => {
  let end = at + 1;
  if (text[end] !== '#') {
    while (isLetter(text.charCodeAt(end)) && end - at < MAX_LENGTH) end++;
    if (text[end] !== ';') return -1;
    const name = text.slice(at + 1, ++end);
    const entity = ENTITIES.find((each) => each.startsWith(name));
    return entity ? ((end - at) << 16) | entity.charCodeAt(name.length) : -1;
  }
  const isHexadecimal = text[at + 2] === 'x' || text[at + 2] === 'X';
  const start = at + (isHexadecimal ? 3 : 2);
  end = start;
  const isOne = isHexadecimal ? isHex : isDigit;
  while (end - start < MAX_LENGTH && isOne(text.charCodeAt(end))) end++;
  if (end === start) return -1;
  const value = Number.parseInt(text.slice(start, end), isHexadecimal ? 16 : 10);
  if (text[end] === ';') end++;
  return ((end - at) << 16) | (value < 128 ? value : FOREIGN);
};
