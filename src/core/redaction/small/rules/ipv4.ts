import { isDigit, isWord } from '../../characters.ts';
import type { RedactionRule } from '../../rule.ts';

/** What is nobody's own, https://www.rfc-editor.org/rfc/rfc6890. */
const isPublic = (a: number, b: number): boolean =>
  a > 0 &&
  a < 224 &&
  a !== 10 &&
  a !== 127 &&
  !(a === 172 && b > 15 && b < 32) &&
  !(a === 192 && b === 168) &&
  !(a === 169 && b === 254);

/** Public IPv4 addresses; four numbers behind a `/` and a name are a version. */
export const ipv4: RedactionRule = {
  id: 'ipv4',
  triggers: '123456789',
  startsWord: true,
  find(text, at, found) {
    const octets: number[] = [];
    let i = at;
    for (; octets.length < 4; i++) {
      const start = i;
      while (isDigit(text.charCodeAt(i)) && i - start < 4) i++;
      const octet = Number(text.slice(start, i));
      if (i === start || octet > 255 || (text[start] === '0' && i > start + 1)) return false;
      octets.push(octet);
      if (octets.length < 4 && text[i] !== '.') return false;
    }
    found.start = at;
    found.end = --i;
    const next = text.charCodeAt(i);
    return (
      isPublic(octets[0] as number, octets[1] as number) &&
      !isWord(next) &&
      next !== 43 &&
      !('.-'.includes(text[i] ?? 'x') && isWord(text.charCodeAt(i + 1))) &&
      !'.~^='.includes(text[at - 1] ?? 'x') &&
      !(text[at - 1] === '/' && isWord(text.charCodeAt(at - 2)) && text[i] !== ':')
    );
  },
};
