// Anchors, aliases, tags and directives.
import { type Cursor, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isWord, YamlFault } from './cursor.ts';
import type { NameToken, TagDirectiveToken, TagToken, VersionToken } from './token.ts';

/** What may follow a name. */
const NAME_ENDS = '?:,]}%@`';

/** `&name` or `*name` */
export const scanName = (cursor: Cursor): NameToken => {
  const start = cursor.offset;
  const kind = cursor.is('&') ? 'anchor' : 'alias';
  cursor.offset++;
  cursor.skipWord();
  const text = cursor.since(start + 1);
  if (
    text === '' ||
    !(isBlankOrEnd(cursor.code()) || NAME_ENDS.includes(cursor.text.charAt(cursor.offset)))
  ) {
    while (!isBlankOrEnd(cursor.code())) cursor.offset++;
    throw new YamlFault(
      start,
      `${cursor.since(start)} is no name of an ${kind}; expected letters, digits, _ and -`,
    );
  }
  return { kind, text, start, end: cursor.offset };
};

const URI = ";/?:@&=+$,.!~*'()[]";
const OCTET = /^%[\da-f]{2}$/i;

/** Octets as they stand; that they are UTF-8 is all that is asked of them. */
const readOctets = (cursor: Cursor): string => {
  const start = cursor.offset;
  while (OCTET.test(cursor.text.slice(cursor.offset, cursor.offset + 3))) cursor.offset += 3;
  try {
    if (cursor.offset > start) return decodeURIComponent(cursor.since(start));
  } catch {
    // Told below.
  }
  throw new YamlFault(start, 'expected % and two hexadecimal digits, of a character in UTF-8');
};

const readUri = (cursor: Cursor): string => {
  let uri = '';
  for (;;) {
    const character = cursor.text.charAt(cursor.offset);
    if (character === '%') uri += readOctets(cursor);
    else if (isWord(cursor.code()) || (character !== '' && URI.includes(character))) {
      uri += character;
      cursor.offset++;
    } else return uri;
  }
};

/** `!`, `!name` or `!name!` */
const readHandle = (cursor: Cursor): string => {
  const start = cursor.offset;
  cursor.offset++;
  cursor.skipWord();
  if (cursor.is('!')) cursor.offset++;
  return cursor.since(start);
};

/** The parts of a tag, as far as they can be told before the directives are known. */
const readTag = (cursor: Cursor): Pick<TagToken, 'handle' | 'suffix'> => {
  const start = cursor.offset;
  if (cursor.is('!<')) {
    cursor.offset += 2;
    const suffix = readUri(cursor);
    if (suffix === '' || !cursor.is('>'))
      throw new YamlFault(start, 'expected a tag such as !<tag:yaml.org,2002:str>');
    cursor.offset++;
    return { handle: '', suffix };
  }
  const handle = readHandle(cursor);
  const suffix = readUri(cursor);
  if (handle.length > 1 && handle.endsWith('!')) {
    if (suffix === '')
      throw new YamlFault(start, `${handle} is not all of a tag; expected one such as !!str`);
    return { handle, suffix };
  }
  const name = handle.slice(1) + suffix;
  return name === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix: name };
};

export const scanTag = (cursor: Cursor): TagToken => {
  const start = cursor.offset;
  const tag = readTag(cursor);
  if (!isBlankOrEnd(cursor.code()))
    throw new YamlFault(start, `expected a space after the tag ${cursor.since(start)}`);
  return { kind: 'tag', ...tag, start, end: cursor.offset };
};

const VERSION = /^\d{1,2}\.\d{1,2}(?!\d)/;

/** A line that begins with `%`. */
export const scanDirective = (cursor: Cursor): VersionToken | TagDirectiveToken => {
  const start = cursor.offset;
  const fail = (message: string): never => {
    cursor.skipLine();
    throw new YamlFault(start, `${cursor.since(start)} ${message}`);
  };
  cursor.offset++;
  cursor.skipWord();
  const name = cursor.since(start + 1);
  if (!isBlankOrEnd(cursor.code()) || (name !== 'YAML' && name !== 'TAG'))
    fail('is no directive that the Collector knows; a text that begins with % needs quotes');
  cursor.skipBlanks();
  const from = cursor.offset;
  let token: VersionToken | TagDirectiveToken;
  if (name === 'YAML') {
    const [version = fail('is not read; expected a version such as 1.1')] =
      VERSION.exec(cursor.text.slice(from, from + 6)) ?? [];
    cursor.offset += version.length;
    token = { kind: 'version', version, start, end: cursor.offset };
  } else {
    const handle = cursor.is('!') ? readHandle(cursor) : '';
    const isHandle = handle === '!' || (handle.length > 1 && handle.endsWith('!'));
    if (!isHandle || !isBlank(cursor.code()))
      fail('is not read; expected a handle such as !a! and what it stands for');
    cursor.skipBlanks();
    const prefix = readUri(cursor);
    if (prefix === '' || !isBlankOrEnd(cursor.code()))
      fail('is not read; expected what the handle stands for');
    token = { kind: 'tag-directive', handle, prefix, start, end: cursor.offset };
  }
  cursor.skipBlanks();
  if (cursor.is('#')) cursor.skipLine();
  if (!isBreakOrEnd(cursor.code())) fail('is not read; expected nothing else on this line');
  if (isBreak(cursor.code())) cursor.readBreak();
  return token;
};
