import { HEX_DIGITS, isDigit, isHex, isWord } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

const DOT = 46;

/** MAC-48 and EUI-64, in groups of two digits; Cisco writes groups of four. */
const MAX_DIGITS = 16;

export const rule: RedactionRule = {
  id: 'mac',
  triggers: ':-.',
  behind: HEX_DIGITS,
  ahead: HEX_DIGITS,
  // Two groups and more follow.
  beside: { ':': [3, ':'], '-': [3, '-'], '.': [5, '.'] },
  find(text, at, found) {
    const separator = text.charCodeAt(at);
    const length = separator === DOT ? 4 : 2;
    // Two groups and more follow.
    const next = at + length + 1;
    if (next >= text.length || text.charCodeAt(next) !== separator) return false;
    const start = at - length;
    // The first of the separators, behind digits with nothing before them.
    if (start < 0 || (start > 0 && isWord(text.charCodeAt(start - 1)))) return false;
    if (text.charCodeAt(start - 1) === separator && isWord(text.charCodeAt(start - 2))) return false;
    let digits = 0;
    let letters = 0;
    let i = start;
    for (; digits <= MAX_DIGITS; i++) {
      const unit = text.charCodeAt(i);
      if (!isHex(unit)) break;
      if (!isDigit(unit)) letters++;
      if (++digits % length === 0 && text.charCodeAt(i + 1) === separator && isHex(text.charCodeAt(i + 2)))
        i++;
    }
    if ((digits !== 12 && digits !== MAX_DIGITS) || i - start !== digits + digits / length - 1) return false;
    // Groups of four decimal digits are something else.
    if (isWord(text.charCodeAt(i)) || (letters === 0 && length === 4)) return false;
    found.start = start;
    found.end = i;
    return true;
  },
};

const createFacts = (): RuleFacts => ({
  summary: 'a MAC address: EUI-48 or EUI-64, in pairs with colons or hyphens, or in fours with dots',
  sources: [
    'https://standards.ieee.org/wp-content/uploads/import/documents/tutorials/eui.pdf',
    'https://www.rfc-editor.org/rfc/rfc9542#section-2.1',
  ],
  vectors: [
    ['dhcp 00:00:5e:00:53:01 renewed', 'dhcp [REDACTED:mac] renewed'],
    ['mac=00-00-5E-00-53-FF', 'mac=[REDACTED:mac]'],
    ['port 0000.5e00.53af is up', 'port [REDACTED:mac] is up'],
    ['eui 02:00:5e:10:00:00:00:01', 'eui [REDACTED:mac]'],
  ],
  ignores: [
    '10:11:12',
    '550e8400-e29b-41d4-a716-446655440000',
    '1234.5678.9012',
    '00:00:5e:00:53',
    '12:34:56:78:9a:bc:de:f0:12:34',
  ],
  collector: {
    patterns: [
      String.raw`(?<keep>^|[^\w:-])(?:[0-9a-f]{2}:){5}(?:[0-9a-f]{2}:[0-9a-f]{2}:)?[0-9a-f]{2}(?<keepAfter>[^\w:]|$)`,
      String.raw`(?<keep>^|[^\w:-])(?:[0-9a-f]{2}-){5}(?:[0-9a-f]{2}-[0-9a-f]{2}-)?[0-9a-f]{2}(?<keepAfter>[^\w-]|$)`,
      String.raw`(?<keep>^|[^\w.])(?:[0-9a-f]{4}\.){2}[0-9a-f]{2}[a-f][0-9a-f]\b`,
    ],
    ignoreCase: true,
    remains: 'an address in fours is found where its last but one digit is a letter',
  },
});

// Called so that a bundle without it is free of it.
export const facts: RuleFacts = /* @__PURE__ */ createFacts();
