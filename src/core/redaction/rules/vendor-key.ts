import { isWord } from '../characters.ts';
import type { RedactionRule, RuleFacts } from '../rule.ts';

/** Prefix and the fewest characters that follow it. */
const KEYS: readonly (readonly [prefix: string, least: number])[] = [
  ['AKIA', 16],
  ['ASIA', 16],
  ['AIza', 35],
  ['ghp_', 36],
  ['gho_', 36],
  ['ghu_', 36],
  ['ghs_', 36],
  ['ghr_', 36],
  ['github_pat_', 22],
  ['glpat-', 20],
  ['xoxb-', 10],
  ['xoxp-', 10],
  ['sk_live_', 16],
  ['sk_test_', 16],
  ['rk_live_', 16],
  ['npm_', 36],
];

export const rule: RedactionRule = {
  id: 'vendor-key',
  triggers: [...new Set(KEYS.map(([prefix]) => prefix[0]))].join(''),
  startsWord: true,
  pairs: KEYS.map(([prefix]) => prefix.slice(0, 2)),
  find(text, at, found) {
    for (const [prefix, least] of KEYS) {
      if (!text.startsWith(prefix, at)) continue;
      let end = at + prefix.length;
      while (isWord(text.charCodeAt(end)) || text[end] === '-') end++;
      if (end - at - prefix.length < least) continue;
      found.start = at;
      found.end = end;
      return true;
    }
    return false;
  },
};

export const facts: RuleFacts = {
  summary:
    'an access key that its vendor marks with a prefix: AWS, GitHub, GitLab, Slack, Stripe, Google, npm',
  sources: [
    'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
  ],
  vectors: [
    [`id ${'AKIA'}IOSFODNN7EXAMPLE`, 'id [REDACTED:vendor-key]'],
    [`${'ghp_'}0123456789abcdefghijklmnopqrstuvwxyz`, '[REDACTED:vendor-key]'],
  ],
  ignores: ['AKIA', 'ghp_short', 'npm_config_cache', 'sk_live_'],
  collector: {
    patterns: [
      String.raw`\b(?:A(?:KI|SI)A[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|glpat-[A-Za-z0-9_-]{20,64}|xox[abprs]-[A-Za-z0-9-]{10,255}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}|AIza[A-Za-z0-9_-]{35}|npm_[A-Za-z0-9]{36})`,
    ],
  },
};
