import type { TypeRule } from '../type-rule.ts';

const OWN_KEYS = ['issuer_url', 'audience', 'issuer_ca_path', 'username_claim', 'groups_claim'];

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
    // Its own keys are one more provider, where one of them is given.
    const isProvider = view.flag('ignore_audience') || OWN_KEYS.some((key) => view.text(key) !== '');
    if (isProvider && view.text('audience') === '' && !view.flag('ignore_audience'))
      yield view.fault('is missing; expected it or ignore_audience: true', 'audience');
    if (isProvider && own === '') yield view.fault('is missing; expected a URL', 'issuer_url');
    for (const [index, url] of urls.entries())
      if (urls.indexOf(url) < index || (url !== '' && url === own))
        yield view.fault(`"${url}" is there twice`, 'providers', index, 'issuer_url');
  },
};
