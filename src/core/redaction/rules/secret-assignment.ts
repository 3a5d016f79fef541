import { isWord } from '../characters.ts';
import { isSensitiveKey } from '../keys.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';
import { SECRET_NAMES } from '../secret-names.ts';

const MAX_NAME = 64;
const MAX_BLANKS = 3;
const ENDS_VALUE = '\'"&,;\\<>(){} \t\r\n';

export const rule: RedactionRule = {
  id: 'secret-assignment',
  triggers: '=:',
  find(text, at, found) {
    let nameEnd = at;
    while (at - nameEnd < MAX_BLANKS + 2 && ' "\'\\'.includes(text[nameEnd - 1] ?? 'x')) nameEnd--;
    let nameStart = nameEnd;
    while (
      nameEnd - nameStart < MAX_NAME &&
      (isWord(text.charCodeAt(nameStart - 1)) || text[nameStart - 1] === '-')
    )
      nameStart--;
    if (nameStart === nameEnd || !isSensitiveKey(text.slice(nameStart, nameEnd))) return false;
    let start = at + 1;
    while (start - at <= MAX_BLANKS && text[start] === ' ') start++;
    if (text[start] === '\\') start++;
    const quote = text[start] === '"' || text[start] === "'" ? text[start] : undefined;
    if (quote) start++;
    let end = start;
    if (quote) while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
    else while (end < text.length && !ENDS_VALUE.includes(text[end] as string)) end++;
    found.start = start;
    found.end = Math.min(end, text.length);
    return found.end > start && !text.startsWith('[REDACTED', start) && !text.startsWith('REDACTED', start);
  },
};

export const facts: RuleFacts = {
  summary:
    'the value given to a password, secret, token or key: in query strings, forms, JSON and command lines',
  sources: ['https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/'],
  vectors: [
    ['total=5&token=abc123', 'total=5&token=[REDACTED:secret-assignment]'],
    ['{"password":"hunter2","a":1}', '{"password":"[REDACTED:secret-assignment]","a":1}'],
    ['login --password=hunter2', 'login --password=[REDACTED:secret-assignment]'],
  ],
  ignores: ['token', 'password reset', 'total=5', 'no secret here'],
  collector: {
    patterns: [
      String.raw`(?<keep>(?:${SECRET_NAMES})(?:\\?["'])?\s{0,3}(?:=|:|%3D|%3A)\s{0,3}(?:\\?["'])?)[^\s"'&,;\\<>(){}]{1,4096}`,
    ],
    ignoreCase: true,
  },
};
