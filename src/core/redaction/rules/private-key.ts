import { isAlphanumeric, isDigit } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { isBlank, skipBlanks } from '../words.ts';

const OPENINGS = ['-----BEGIN', '---- BEGIN'];
const CLOSINGS = ['-----END', '---- END'];
const PUTTY = 'Private-Lines:';

/** Most units of a label, as in `-----BEGIN ENCRYPTED PRIVATE KEY-----`, and of a header inside the block. */
const MAX_LABEL = 64;
const MAX_HEADER = 256;
const MAX_HEADERS = 8;

/** Shorter runs of base64 are words, unless they are a line to itself with digits or capitals in it. */
const MIN_LINE = 16;

const startsWithOne = (parts: readonly string[], text: string, at: number): boolean =>
  text[at] === '-' && parts.some((part) => text.startsWith(part, at));

/** Behind the dashes that end the label; 0 where it is not that of a private key. */
const endOfLabel = (text: string, at: number): number => {
  let isPrivate = false;
  let end = at + 5;
  for (; !text.startsWith('----', end); end++) {
    if (end - at > MAX_LABEL || end >= text.length) return 0;
    isPrivate ||= text.startsWith('PRIVATE', end);
  }
  while (isPrivate && text[end] === '-') end++;
  return isPrivate ? end : 0;
};

const isBase64 = (unit: number): boolean => isAlphanumeric(unit) || unit === 43 || unit === 47 || unit === 61;

/** Behind white space, which may be written as `\n`, `\\n` or `%0A`. */
const skipBreaks = (text: string, from: number): number => {
  for (let end = from; ; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 92) {
      while (text[end] === '\\') end++;
      if (!'nrt'.includes(text[end] ?? ' ')) return end - 1;
    } else if (text.startsWith('%0', end)) end += 2;
    else if (unit !== 10 && unit !== 13 && !isBlank(unit)) return end;
  }
};

const isKeyLine = (text: string, start: number, end: number): boolean => {
  if (end - start >= MIN_LINE) return true;
  if (!'\r\n\\%"'.includes(text[end] ?? '\n') && !startsWithOne(CLOSINGS, text, skipBreaks(text, end)))
    return false;
  for (let i = start + 1; i < end; i++) if (text.charCodeAt(i) < 97) return true;
  return text[start] === '=';
};

/** Where the block ends, or what is left of it in a text that was cut; `from` where nothing of the key is there. */
const endOfBlock = (text: string, from: number): number => {
  let end = from;
  let next = skipBreaks(text, from);
  let headers = 0;
  for (;;) {
    const line = next;
    if (startsWithOne(CLOSINGS, text, line)) {
      for (next = line + 5; next - line < MAX_LABEL && !text.startsWith('----', next); next++);
      while (text[next] === '-') next++;
      return end > from ? next : from;
    }
    while (isBase64(text.charCodeAt(next))) next++;
    const length = next - line;
    const isHeader = length > 0 && '-:'.includes(text[next] ?? ' ');
    if (isHeader && ++headers > MAX_HEADERS) return end;
    if (isHeader) while (next - line < MAX_HEADER && !'\r\n\\%'.includes(text[next] ?? '\n')) next++;
    if (length === 0 || (!isHeader && !isKeyLine(text, line, next))) return end;
    if (!isHeader) end = next;
    next = skipBreaks(text, next);
  }
};

export const rule: RedactionRule = {
  id: 'private-key',
  triggers: '-P',
  prefixes: ['---', PUTTY.slice(0, 3)],
  find(text, at, found) {
    let start = 0;
    if (startsWithOne(OPENINGS, text, at)) start = endOfLabel(text, at);
    else if (text.startsWith(PUTTY, at)) {
      start = skipBlanks(text, at + PUTTY.length);
      while (isDigit(text.charCodeAt(start))) start++;
    }
    if (start === 0) return false;
    found.start = at;
    found.end = endOfBlock(text, start);
    return found.end > start;
  },
};

const KEY = 'MIIEpAIBAAKCAQEA75kLf0Fk';

/** A block as `PRIVATE KEY`, with this between its lines; in parts, so that no scanner takes this file for a key. */
const blockOf = (label: string, lineEnd: string): string =>
  ['-----BEGIN ', label, '-----', lineEnd, KEY, lineEnd, 'q2Vj=', lineEnd, '-----END ', label, '-----'].join(
    '',
  );

export const facts: RuleFacts = {
  summary: 'a private key in a block of PEM, OpenSSH, PGP, SSH2 or PuTTY, also on one line or cut',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc7468#section-10',
    'https://www.rfc-editor.org/rfc/rfc1421#section-4.6',
    'https://www.rfc-editor.org/rfc/rfc9580#section-6.2',
    'https://www.rfc-editor.org/rfc/rfc4716#section-3',
    'https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html',
  ],
  vectors: [
    [`pem ${blockOf('EC PRIVATE KEY', '\n')}\nnext`, 'pem [REDACTED:private-key]\nnext'],
    [`pem ${blockOf('PRIVATE KEY', '\r\n')} next`, 'pem [REDACTED:private-key] next'],
    [`"pem":"${blockOf('OPENSSH PRIVATE KEY', '\\n')}\\n","a":1`, '"pem":"[REDACTED:private-key]\\n","a":1'],
    [`pem ${blockOf('PGP PRIVATE KEY BLOCK', '\n')}`, 'pem [REDACTED:private-key]'],
    [
      `pem ${blockOf('RSA PRIVATE KEY', '\n').replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,F8143EDE5960C597\n\n')}`,
      'pem [REDACTED:private-key]',
    ],
    [`cut ${blockOf('RSA PRIVATE KEY', '\n').slice(0, 50)}`, 'cut [REDACTED:private-key]'],
    [`putty ${'Private-'}Lines: 1\n${KEY}\nPrivate-MAC: 1`, 'putty [REDACTED:private-key]\nPrivate-MAC: 1'],
  ],
  ignores: [
    blockOf('CERTIFICATE', '\n'),
    blockOf('PUBLIC KEY', '\n'),
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY----- is what it starts with',
    '----------------',
  ],
  collector: {
    patterns: [
      String.raw`-{4,5} ?BEGIN[A-Z0-9 +%]{0,40}PRIVATE[A-Z0-9 +%]{4,20}-{4,5}(?:\s|\\{1,7}[nr]|%0[AD]){0,8}(?:[A-Za-z0-9+/=\s:,.]|\\{1,7}[nr]|%0[AD]|-[A-Z]){16,16384}(?:-{4,5} ?END[A-Z0-9 +%]{0,60}-{4,5})?`,
      String.raw`Private-Lines:\s{0,3}\d{1,4}(?:(?:\s|\\{1,7}[nr]){1,4}[A-Za-z0-9+/]{12,128}={0,2}){1,2000}`,
    ],
    goesFirst: true,
    remains: 'of a block without its end, the words that follow it go too, and those behind an opening alone',
  },
};
