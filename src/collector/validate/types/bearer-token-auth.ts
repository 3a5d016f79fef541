import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/bearertokenauthextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/extension/bearertokenauthextension/config.go',
  good: 'extensions: { bearertokenauth: { token: secret } }',
  bad: 'extensions: { bearertokenauth: { scheme: Bearer } }',
  *check(view) {
    const hasToken = view.text('token') !== '';
    const hasTokens = view.items('tokens').length > 0;
    if (!hasToken && !hasTokens && view.text('filename') === '')
      yield view.fault('has no token; expected token, tokens or filename');
    if (hasToken && hasTokens) yield view.fault('stands beside token; expected one of them', 'tokens');
  },
};
