import type { RedactionRule, RuleFacts } from '../rule.ts';
import { isNameUnit, skip } from '../words.ts';

/** Of the shortest header, {"alg":"A"}, in base64url. */
const MIN_HEADER = 15;

/** The base64url of `{"`, and of `{` and white space, which has one more unit of white space or a quote behind it. */
const OPENINGS = ['eyJ', 'eyA', 'ewo', 'ew0', 'ewk'];
const BEHIND_SPACE = 'giJKN';

const isObjectAt = (text: string, at: number): boolean => {
  for (const opening of OPENINGS)
    if (text.startsWith(opening, at))
      return opening === OPENINGS[0] || BEHIND_SPACE.includes(text[at + 3] ?? '-');
  return false;
};

const endOfPart = (text: string, from: number): number => skip(text, from, isNameUnit, text.length);

export const rule: RedactionRule = {
  id: 'jwt',
  triggers: 'e',
  startsWord: true,
  prefixes: OPENINGS,
  inLongWord: true,
  find(text, at, found) {
    if (!isObjectAt(text, at) || text[at - 1] === '-') return false;
    const header = endOfPart(text, at);
    if (header - at < MIN_HEADER || text[header] !== '.') return false;
    const isPayloadOpen = isObjectAt(text, header + 1);
    let end = endOfPart(text, header + 1);
    if (text[end] !== '.' && !isPayloadOpen) return false;
    if (text[end] === '.') end = endOfPart(text, end + 1);
    if (!isPayloadOpen && text[end] === '.') {
      // Encrypted: header, key, initialization vector, text, tag.
      const cipher = endOfPart(text, end + 1);
      if (cipher > end + 1) end = text[cipher] === '.' ? endOfPart(text, cipher + 1) : cipher;
    }
    found.start = at;
    found.end = end;
    return true;
  },
};

export const facts: RuleFacts = {
  summary: 'a JSON Web Token: signed, unsecured, with a detached payload, or encrypted',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc7519#section-3',
    'https://www.rfc-editor.org/rfc/rfc7515#section-7.1',
    'https://www.rfc-editor.org/rfc/rfc7516#section-7.1',
  ],
  vectors: [
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl here', 'got [REDACTED:jwt] here'],
    ['unsecured eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UifQ., sent', 'unsecured [REDACTED:jwt], sent'],
    ['detached eyJhbGciOiJFUzI1NiJ9..c2lnbmF0dXJl', 'detached [REDACTED:jwt]'],
    ['cut eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxM', 'cut [REDACTED:jwt]'],
    [
      'encrypted eyJhbGciOiJSU0EtT0FFUCJ9.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRg.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX.XFBoMYUZodetZdvTiFvSkQ.',
      'encrypted [REDACTED:jwt].',
    ],
    [
      'with no key eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..48V1_ALb6US04U3b.5eym8TW_c8SuK0lt.XFBoMYUZodetZdvT',
      'with no key [REDACTED:jwt]',
    ],
    [
      'written with blanks eyAiYWxnIjogIkhTMjU2IiB9.eyAic3ViIjogIjEiIH0.c2lnbmF0dXJl',
      'written with blanks [REDACTED:jwt]',
    ],
    ['on lines ewogICJhbGciOiAiSFMyNTYiCn0.ewogICJzdWIiOiAiMSIKfQ.c2lnbmF0dXJl', 'on lines [REDACTED:jwt]'],
    [
      'of Windows ew0KCSJhbGciOiAiSFMyNTYiCn0.eyJzdWIiOiAiMSJ9.c2ln ewkiYWxnIjoiSFMyNTYifQ..c2ln',
      'of Windows [REDACTED:jwt] [REDACTED:jwt]',
    ],
  ],
  ignores: [
    'eyJ',
    'eyJhbGciOiJIUzI1NiJ9',
    'see a.b.c',
    'eyJhbGciOiJIUzI1NiJ9.json',
    'eyJfoo.bar.baz',
    'ewokMovieTrailers.list.html',
    'ewoksHomePage.index.html',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w-])eyJ[A-Za-z0-9_-]{12,4096}\.(?:e[yw][A-Za-z0-9_-]{1,8192}(?:\.[A-Za-z0-9_-]{0,4096})?|[A-Za-z0-9_-]{0,4096}\.[A-Za-z0-9_-]{1,4096}(?:\.[A-Za-z0-9_-]{1,8192}\.[A-Za-z0-9_-]{1,4096})?)`,
      String.raw`(?<keep>^|[^\w-])(?:eyA|ew[0ok])[giJKN][A-Za-z0-9_-]{11,4096}\.(?:e[yw][A-Za-z0-9_-]{1,8192}(?:\.[A-Za-z0-9_-]{0,4096})?|\.[A-Za-z0-9_-]{1,4096})`,
    ],
  },
};
