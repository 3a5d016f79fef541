import type { TypeRule } from '../type-rule.ts';

export const rule: TypeRule = {
  type: 'extension/oidcauthextension.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.145.0/extension/oidcauthextension/config.go',
  good: 'extensions: { oidc: { providers: [{ issuer_url: "https://a", audience: b }] } }',
  bad: 'extensions: { oidc: { providers: [{ issuer_url: "https://a", audience: b }, { issuer_url: "https://a", audience: c }] } }',
  *check(view) {
    const urls = view.items('providers').map((provider) => provider.text('issuer_url'));
    const own = view.text('issuer_url');
    for (const [index, url] of urls.entries())
      if (urls.indexOf(url) < index || (url !== '' && url === own))
        yield view.fault(`"${url}" is there twice`, 'providers', index, 'issuer_url');
  },
};
