import { describe, expect, test } from '@jest/globals';
import type { RedactionPolicy } from '../../../src/core/redaction/index.ts';
import { resolvePolicy } from '../../../src/core/redaction/resolve-policy.ts';
import type { RedactionRule } from '../../../src/core/redaction/rule.ts';
import { createTextRedactor } from '../../../src/core/redaction/text.ts';

/** Finds its own name. */
const named = (id: string, text: string): RedactionRule => ({
  id,
  triggers: text[0] as string,
  find: (all, at, found) => {
    found.start = at;
    found.end = at + text.length;
    return all.startsWith(text, at);
  },
});
const rules = [
  named('ipv4', '203.0.113.9'),
  named('private-ip', '10.1.2.3'),
  named('email', 'jo@example.com'),
];
const TEXT = '203.0.113.9 10.1.2.3 jo@example.com';

describe('addresses', () => {
  test.each([
    [{}, undefined, '[REDACTED:ipv4] 10.1.2.3 [REDACTED:email]'],
    [{}, 'own', '203.0.113.9 10.1.2.3 [REDACTED:email]'],
    [{}, 'caller', '203.0.113.0 10.1.2.3 [REDACTED:email]'],
    [{ preset: 'gdpr' }, undefined, '[REDACTED:ipv4] [REDACTED:private-ip] [REDACTED:email]'],
    [{ preset: 'gdpr' }, 'own', '203.0.113.9 10.1.2.3 [REDACTED:email]'],
    [{ preset: 'gdpr' }, 'caller', '203.0.113.0 10.1.2.0 [REDACTED:email]'],
    [
      { rules: { ipv4: 'mask', 'private-ip': 'partial' } },
      'own',
      '[REDACTED:ipv4] **.*.2.3 [REDACTED:email]',
    ],
    [{ rules: { ipv4: 'keep' } }, 'caller', '203.0.113.9 10.1.2.3 [REDACTED:email]'],
  ] as const satisfies readonly (readonly [RedactionPolicy, 'own' | 'caller' | undefined, string])[])(
    '%j, %s: %s',
    (policy, whose, clean) => {
      expect(createTextRedactor(resolvePolicy(policy).active(rules, whose))(TEXT)).toBe(clean);
    },
  );
});

test('a preset that does not exist is strict', () => {
  const { active } = resolvePolicy({ preset: 'none' as never });
  expect(createTextRedactor(active(rules))(TEXT)).toBe(
    '[REDACTED:ipv4] [REDACTED:private-ip] [REDACTED:email]',
  );
});
