import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SIGNATURES = ['RS256', 'RS384', 'RS512', ''];

/** Headers that the client writes by itself: https://github.com/prometheus/common/blob/v0.69.0/config/headers.go */
const RESERVED = new Set(
  'authorization host content-encoding content-length content-type user-agent connection keep-alive proxy-authenticate proxy-authorization www-authenticate accept-encoding x-prometheus-remote-write-version x-prometheus-remote-read-version x-prometheus-scrape-timeout-seconds x-amz-date x-amz-security-token x-amz-content-sha256'.split(
    ' ',
  ),
);

const isSet = (view: View, key: string): boolean => view.at(key).node?.kind === 'map';

function* atMostOne(view: View, inside: readonly string[], keys: readonly string[]): Iterable<Finding> {
  const set = keys.filter((key) => view.text(...inside, key) !== '');
  if (set.length > 1)
    yield view.fault(`stands beside ${set[0]}; expected one of them`, ...inside, set[1] as string);
}

function* checkProxy(view: View): Iterable<Finding> {
  const hasUrl = view.text('proxy_url') !== '';
  const isFromEnvironment = view.flag('proxy_from_environment');
  if (view.entries('proxy_connect_header').length > 0 && !hasUrl && !isFromEnvironment)
    yield view.fault('needs proxy_url or proxy_from_environment', 'proxy_connect_header');
  if (isFromEnvironment && hasUrl) yield view.fault('stands beside proxy_from_environment', 'proxy_url');
  if (view.text('no_proxy') === '') return;
  if (isFromEnvironment) yield view.fault('stands beside proxy_from_environment', 'no_proxy');
  else if (!view.has('proxy_url')) yield view.fault('needs proxy_url', 'no_proxy');
}

function* checkOauth(view: View): Iterable<Finding> {
  for (const key of ['client_id', 'token_url'])
    if (view.text('oauth2', key) === '') yield view.fault(`has no ${key}`, 'oauth2', key);
  const isJwt = view.text('oauth2', 'grant_type') === JWT_BEARER;
  const name = isJwt ? 'client_certificate_key' : 'client_secret';
  yield* atMostOne(view, ['oauth2'], [name, `${name}_file`, `${name}_ref`]);
  if (isJwt && !SIGNATURES.includes(view.text('oauth2', 'signature_algorithm')))
    yield view.fault('expected RS256, RS384 or RS512', 'oauth2', 'signature_algorithm');
  for (const { at, message } of checkProxy(view.at('oauth2'))) yield { at: ['oauth2', ...at], message };
}

/**
 * How Prometheus asks over HTTP: one way to prove who it is, and one way to a proxy.
 * https://github.com/prometheus/common/blob/v0.69.0/config/http_config.go
 */
export function* checkScrapeClient(view: View): Iterable<Finding> {
  const ways = ['basic_auth', 'oauth2', 'authorization'].filter((key) => isSet(view, key));
  const tokens = ['bearer_token', 'bearer_token_file'].filter((key) => view.text(key) !== '');
  const all = [...ways, ...tokens];
  if (all.length > 1) yield view.fault(`stands beside ${all[0]}; expected one of them`, all[1] as string);
  if (isSet(view, 'basic_auth'))
    for (const name of ['username', 'password'])
      yield* atMostOne(view, ['basic_auth'], [name, `${name}_file`, `${name}_ref`]);
  if (isSet(view, 'authorization')) {
    yield* atMostOne(view, ['authorization'], ['credentials', 'credentials_file', 'credentials_ref']);
    if (view.text('authorization', 'type').trim().toLowerCase() === 'basic')
      yield view.fault('is not possible; use basic_auth', 'authorization', 'type');
  }
  if (isSet(view, 'oauth2')) yield* checkOauth(view);
  yield* checkProxy(view);
  for (const [name] of view.entries('http_headers'))
    if (RESERVED.has(name.toLowerCase()))
      yield view.fault('is a header that cannot be set', 'http_headers', name);
}
