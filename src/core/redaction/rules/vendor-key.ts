import type { RedactionRule } from '../rule.ts';

export const rule: RedactionRule = {
  id: 'vendor-key',
  summary:
    'an access key that its vendor marks with a prefix: AWS, GitHub, GitLab, Slack, Stripe, Google, npm',
  source:
    'https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns',
  pattern: String.raw`\b(?:A(?:KI|SI)A[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255}|glpat-[A-Za-z0-9_-]{20,64}|xox[abprs]-[A-Za-z0-9-]{10,255}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,255}|AIza[A-Za-z0-9_-]{35}|npm_[A-Za-z0-9]{36})`,
  hints: ['AKIA', 'ASIA', 'gh', 'github_pat_', 'glpat-', 'xox', 'k_live_', 'k_test_', 'AIza', 'npm_'],
  matches: [
    `id ${'AKIA'}IOSFODNN7EXAMPLE`,
    `${'ghp_'}0123456789abcdefghijklmnopqrstuvwxyz`,
    `${'sk_live_'}0123456789abcdef`,
  ],
  ignores: ['AKIA', 'ghp_short', 'npm_config_cache', 'sk_live_'],
};
