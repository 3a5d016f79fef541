import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/oidcauthextension.ProviderCfg',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/oidcauthextension/config.go',
  good: 'extensions: { oidc: { providers: [{ issuer_url: "https://a", ignore_audience: true }] } }',
  bad: 'extensions: { oidc: { providers: [{ issuer_url: "https://a" }] } }',
  *check(view) {
    if (view.text('audience') === '' && !view.flag('ignore_audience'))
      yield view.fault('is missing; expected it or ignore_audience: true', 'audience');
    if (view.text('issuer_url') === '') yield view.fault('is missing; expected a URL', 'issuer_url');
  },
};
