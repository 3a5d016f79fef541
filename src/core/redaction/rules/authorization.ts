import { isAlphanumeric } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

const SCHEMES = ['bearer', 'basic', 'digest', 'apikey'];
const MIN_LENGTH = 8;

const isCredential = (unit: number): boolean =>
  isAlphanumeric(unit) || (unit < 128 && '._~+/=-'.includes(String.fromCharCode(unit)));

export const rule: RedactionRule = {
  id: 'authorization',
  triggers: 'bBdDaA',
  startsWord: true,
  pairs: [...'bBdDaA'].flatMap((first) => [...'eaipEAIP'].map((second) => first + second)),
  find(text, at, found) {
    for (const scheme of SCHEMES) {
      let start = at + scheme.length;
      if (text.slice(at, start).toLowerCase() !== scheme) continue;
      while (text[start] === ' ' || text[start] === '\t') start++;
      if (start === at + scheme.length) return false;
      let end = start;
      while (isCredential(text.charCodeAt(end))) end++;
      found.start = start;
      found.end = end;
      return end - start >= MIN_LENGTH;
    }
    return false;
  },
};

export const facts: RuleFacts = {
  summary: 'the credentials that follow Bearer, Basic, Digest or ApiKey',
  sources: ['https://www.rfc-editor.org/rfc/rfc9110#section-11.4'],
  vectors: [
    [
      'curl -H "authorization: bearer 0123456789abcdef"',
      'curl -H "authorization: bearer [REDACTED:authorization]"',
    ],
  ],
  ignores: ['bearer', 'the bearer of news', 'a basic set', 'Basic'],
  collector: {
    patterns: [
      String.raw`(?<keep>\b(?:bearer|basic|digest|apikey)(?:[ \t]|%20|\+){1,16})[A-Za-z0-9._~+/=-]{8,4096}`,
    ],
    ignoreCase: true,
  },
};
