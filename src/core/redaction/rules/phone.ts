import { DIGITS, isWord } from '../characters.ts';
import { isAfterWord, isBeforeLabel, wordsOf } from '../nearby-words.ts';
import { endOfExtension, ends, mayBeNumber, readNumber } from '../phone-number.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { standsAlone } from '../standing-alone.ts';

const PHONE_WORDS = wordsOf(
  'phone telep telef télép teléf tel mobil móvil mob cell cellp cellu celul cel gsm handy hotli rufnu whats fax sms msisd call calle calling dial ring contact answering offic',
);
const FILLERS = wordsOf(
  'is me at on my the to us him her you your no nr num n number numero nummer número from for home work line app of de la le',
);
/** Shortest number that a label behind it, as in address books, makes one. */
const MIN_LABELLED = 8;

export const rule: RedactionRule = {
  id: 'phone',
  triggers: '+(0123456789',
  startsWord: true,
  prefixes: ['+', '('].flatMap((sign) => [...DIGITS].map((digit) => sign + digit)),
  // A date, a decimal, a range or a list of numbers.
  outside: ':-./',
  minDigits: 6,
  mayBegin: mayBeNumber,
  find(text, at, found) {
    if (!readNumber(text, at, found.until)) return false;
    const { sure, alone, named } = ends;
    found.start = at;
    found.end = endOfExtension(text, sure || alone || named);
    // `ORD-555-123-4567`
    const isPart = text[at - 1] === '-' && isWord(text.charCodeAt(at - 2));
    return (
      (sure > 0 && !isPart) ||
      // With a trunk prefix it counts nothing.
      (alone > 0 && !isPart && standsAlone(text, at, found.end, text[at] !== '0')) ||
      isAfterWord(text, at, PHONE_WORDS, FILLERS) ||
      (!isPart && named - at >= MIN_LABELLED && isBeforeLabel(text, found.end, PHONE_WORDS))
    );
  },
};

/** What stands between two groups. */
const SPACE = '[ \u00a0\u2009\u202f]';
const ANY_JOINT = '[ \u00a0\u2009\u202f\u2010\u2011()./-]';
const JOINT = '[ \u00a0\u2009\u202f\u2010\u2011.-]';
const EXTENSION = '(?:[,;]?[ ]?(?:x|ext\\.?)[ =]?\\d{1,6})?\\b';
const number = (notations: readonly string[], before: string): string =>
  `${before}(?:${notations.join('|')})${EXTENSION}`;

const WORDS =
  '(?:tele)?(?:phone|fon|fono|fone)|tel|mobil[a-z]?|m[oó]vil|mob|cell|cellulare|celular|gsm|handy|hotline|rufnummer|whatsapp|fax|sms|msisdn|call|called|caller|calling|dial|ring|contact|answering';
/** What may stand between such a word and its number. */
const BETWEEN = '(?:is|me|at|on|my|the|us|no|nr|num|number|nummer|numero|from|for)';

/** Ways of writing that are those of other numbers as well. */
const ALONE = [
  String.raw`[5-9]\d\d(?:${SPACE}\d{3}){2}|[5-9]\d\d(?:-\d{3}){2}`,
  String.raw`3[2-9]\d[ /-]\d{3}[ -]?\d{4}`,
  String.raw`[6-9]\d{4}[ -]\d{5}`,
  String.raw`1[38]00[ -]\d{3}[ -]\d{3}`,
  String.raw`[1-9]{2}[ -](?:[2-5]\d{3}[ -]\d{4}|9[ ]?\d{4}[ -]?\d{4})`,
].join('|');
/** What stands around a number that stands alone: the ends of a value, or a sentence that goes on. */
const BEFORE_ALONE = String.raw`^|["'>]|\b(?:to|from|at|recipient|customer)[ ]`;
/** Identifiers are so too, and in quotes or an element nothing tells what its field is called. */
const SOLID = String.raw`(?<keep>^|\b(?:to|from|at|recipient|customer)[ ])0[1-9]\d{8,9}`;
const BEHIND_ALONE = String.raw`$|["'<]|[,;.)!?](?:[^\w]|$)|[ ](?:is|was|has|had|in|at|on|after|from|for|to|and|or|but|with|by|not|did|does|will|when|because)\b`;

const createFacts = (): RuleFacts => ({
  summary:
    'a telephone number: with its country code, in the grouping of a national numbering plan, also in one that other numbers have where it stands alone, or behind a word or a field that says so',
  sources: [
    'https://www.itu.int/rec/T-REC-E.164',
    'https://www.itu.int/rec/T-REC-E.123',
    'https://www.itu.int/oth/T0202.aspx?parent=T0202',
    'https://www.bundesnetzagentur.de/DE/Fachthemen/Telekommunikation/Nummerierung/Nummernplan/start.html',
    'https://www.rfc-editor.org/rfc/rfc3966#section-3',
    'https://www.rfc-editor.org/rfc/rfc6350#section-6.4.1',
  ],
  vectors: [
    ['call +1 (212) 555-0123 now', 'call [REDACTED:phone] now'],
    ['sent to +442079460958', 'sent to [REDACTED:phone]'],
    ['0044 20 7946 0958 is busy', '[REDACTED:phone] is busy'],
    ['+49 (0)30 23125 123', '[REDACTED:phone]'],
    ['<tel:+1-201-555-0123;ext=22>', '<tel:[REDACTED:phone]>'],
    ['Jo Doe, (212) 555-0123 x123', 'Jo Doe, [REDACTED:phone]'],
    ['{"to":"212-555-0123"}', '{"to":"[REDACTED:phone]"}'],
    ['020 7946 0958, 01 99 00 12 34', '[REDACTED:phone], [REDACTED:phone]'],
    ['030/23125123', '[REDACTED:phone]'],
    ['0491\u00a0570\u00a0156', '[REDACTED:phone]'],
    ['11 91234-5678', '[REDACTED:phone]'],
    ['612 34 56 78', '[REDACTED:phone]'],
    [
      '0176 1234 5678, 0151 / 123 45 678, (011) 91234-5678',
      '[REDACTED:phone], [REDACTED:phone], [REDACTED:phone]',
    ],
    ['sent to 0612345678 in 12 ms', 'sent to [REDACTED:phone] in 12 ms'],
    ['{"to":"98765 43210","n":3}', '{"to":"[REDACTED:phone]","n":3}'],
    ['from 612 345 678, to 347 1234567.', 'from [REDACTED:phone], to [REDACTED:phone].'],
    ['<to>21 9 1234-5678</to><to>1300 975 707</to>', '<to>[REDACTED:phone]</to><to>[REDACTED:phone]</to>'],
    ['Jo Doe; 07700900123; Leeds', 'Jo Doe; [REDACTED:phone]; Leeds', 'Jo Doe; 07700900123; Leeds'],
    ['phone=2125550123&x=1', 'phone=[REDACTED:phone]&x=1'],
    ['my mobile number is 98765 43210', 'my mobile number is [REDACTED:phone]'],
    ['22 12 34 56 (mobile)', '[REDACTED:phone] (mobile)'],
  ],
  ignores: [
    'order 4815162342',
    'part 0123 4567 8901',
    'at 1715940672 and 1715940672123',
    '2024-05-17T10:11:12.345Z',
    'call on 17.05.2024',
    'Chrome/120.0.6099.109',
    '550e8400-e29b-41d4-a716-446655440000',
    '52.520008, 13.404954',
    '1 234 567 890 bytes',
    'bytes 1000-2000/9000',
    'app.js:1234:5678',
    'ISBN 978-3-16-148410-0',
    '98052-6399',
    'user 12345678 has pid 1234567',
    'ORD-555-123-4567',
    'GET /a 200 72345 81234',
    'took 712 345 678 ns',
    '712 345 678 rows',
    '/users/0612345678/orders',
    '"order_id":"0612345678"',
    'rss 65536 98304',
  ],
  collector: {
    patterns: [
      number(
        [
          String.raw`\+[1-9]\d{0,3}(?:${ANY_JOINT}{1,3}\d{1,5}){2,6}`,
          String.raw`\+(?:1[2-9]|[2-9]\d)\d{8,12}`,
        ],
        '(?<keep>^|[^\\w+])',
      ),
      number(
        [
          String.raw`0(?:0|11)[ -]?[1-9]\d{0,2}(?:${JOINT}\d{2,5}){2,5}`,
          String.raw`\((?:0\d{1,4}|\d{2,3})\)${JOINT}?\d{3,5}(?:${JOINT}?\d{2,4}){1,3}`,
          String.raw`(?:[178]${JOINT})?(?:[2-9]\d{2}${JOINT}[2-9]\d{2}${JOINT}|\d{3}-\d{3}-)\d{4}`,
          String.raw`0[1-9](?:${JOINT}\d\d){4}`,
          String.raw`0[1-9]\d?${JOINT}\d{3,4}${JOINT}\d{3,4}`,
          String.raw`0[1-9]\d{2,3}${JOINT}\d{3}${JOINT}\d{3,4}`,
          String.raw`0[1-9]\d{0,2}${JOINT}\d{2,3}(?:${JOINT}\d{2,3}){2}`,
          String.raw`01[567]\d[ /-]{1,3}(?:\d{4} \d{4}|\d{3} \d\d \d{3})`,
          String.raw`0[1-9]\d?[ /-]\d{7,8}`,
          String.raw`0[1-9]\d{2,4}[ /-]\d{5,7}`,
          String.raw`(?:[6-9]\d{2}|\d\d${SPACE}\d)(?:${SPACE}\d\d){3}|\d\d${SPACE}\d{3}(?:${SPACE}\d\d){2}`,
          String.raw`\d\d${SPACE}9?\d{4}-\d{4}`,
        ],
        // Not inside of another number, or of a word.
        '(?<keep>^|[^\\w.:+-])',
      ),
      `(?<keep>${BEFORE_ALONE})(?:${ALONE})(?<keepAfter>${BEHIND_ALONE})`,
      `${SOLID}(?<keepAfter>${BEHIND_ALONE})`,
      String.raw`(?<keep>(?:\b|_)(?:${WORDS})(?:[ _.:-]{0,2}${BETWEEN}){0,4}[^\w\n,;]{1,4})(?:[03-9]\d|2[1-9])(?:[ -]?\d){5,11}\b`,
      String.raw`(?<keep>^|[^\w.:-])\d\d(?:[ -]?\d){4,10}(?<keepAfter>[ -]\(?(?:office|fax|mobile?|cell|phone)\b)`,
    ],
    ignoreCase: true,
    remains:
      'lengths by country are not looked at; one that stands alone is found as a whole value and in sentences with a few usual words, whatever the name of its field, but in one group not in quotes; behind a word, numbers that begin with 1 or 20 stay, because times do so too; in an identifier with hyphens a number may be found',
  },
});

// Called so that a bundle without it is free of it.
export const facts: RuleFacts = /* @__PURE__ */ createFacts();
