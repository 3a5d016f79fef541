import type { RedactionRule } from '../../rule.ts';

const OPENING = /^-----BEGIN [A-Z ]{0,32}PRIVATE KEY[A-Z ]{0,8}-----/;

/** Behind the opening, so that it is no word of a sentence. */
const PROOF = /[\w+/]{16}/;

/** Base64 and headers, with line breaks as they are or escaped, up to the dashes of the end. */
const BODY = /[\w+/=\s:,.\\%]/;

/** A private key in a block of PEM, also on one line or cut. */
export const privateKey: RedactionRule = {
  id: 'private-key',
  triggers: '-',
  find(text, at, found) {
    if (text[at + 5] !== 'B') return false;
    const label = OPENING.exec(text.slice(at, at + 80))?.[0].length ?? 0;
    let end = at + label;
    if (!label || !PROOF.test(text.slice(end, end + 160))) return false;
    while (BODY.test(text[end] ?? '-') || (text[end] === '-' && /\w/.test(text[end + 1] ?? '-'))) end++;
    found.start = at;
    const last = text.slice(end, end + 60).match(/^-----END [A-Z ]+-----/)?.[0].length ?? 0;
    found.end = end + last;
    return true;
  },
};
