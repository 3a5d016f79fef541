import { fieldSelectorFault, labelSelectorFault } from './kubernetes-selector.ts';
import { checkScrapeClient } from './scrape-client.ts';
import { checkScrapeTls } from './scrape-tls.ts';
import type { Finding } from './type-rule.ts';
import type { View } from './view.ts';

// What each discovery of Prometheus asks of its configuration, beyond its keys:
// https://github.com/prometheus/prometheus/tree/v0.312.0/discovery

type Check = (view: View) => Iterable<Finding>;

function* checkFile(view: View): Iterable<Finding> {
  const files = view.texts('files');
  if (files.length === 0) yield view.fault('is missing; expected at least one path', 'files');
  for (const [index, file] of files.entries())
    if (!/^[^*]*(?:\*[^/]*)?\.(?:json|yml|yaml|JSON|YML|YAML)$/.test(file))
      yield view.fault(
        `"${file}" is not accepted; expected a path that ends with .json, .yml or .yaml, with one * at most, in its last part`,
        'files',
        index,
      );
}

function* checkDns(view: View): Iterable<Finding> {
  if (view.items('names').length === 0) yield view.fault('is missing; expected at least one name', 'names');
  const type = view.at('type').node === undefined ? 'SRV' : view.text('type').toUpperCase();
  if (!['SRV', 'A', 'AAAA', 'MX', 'NS'].includes(type))
    yield view.fault('expected one of SRV, A, AAAA, MX, NS', 'type');
  else if (type !== 'SRV' && view.number('port') === 0)
    yield view.fault(`is missing; type: ${type} needs it`, 'port');
}

function* checkHttp(view: View): Iterable<Finding> {
  const url = view.text('url');
  if (url === '') yield view.fault('is missing; expected the URL that lists the targets', 'url');
  else if (!/^https?:\/\/[^/?#]/i.test(url))
    yield view.fault(`"${url}" is not accepted; expected http:// or https:// and a host`, 'url');
  yield* checkScrapeClient(view);
}

/** Selectors of each role: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  node: ['node'],
  pod: ['pod', 'node'],
  service: ['service'],
  endpoints: ['pod', 'service', 'endpoints'],
  endpointslice: ['pod', 'service', 'endpointslice'],
  ingress: ['ingress'],
};

const CLIENT_KEYS = [
  'authorization',
  'basic_auth',
  'bearer_token',
  'bearer_token_file',
  'http_headers',
  'no_proxy',
  'oauth2',
  'proxy_connect_header',
  'proxy_url',
];

/** Whether the client differs from the default. */
const hasClient = (view: View): boolean =>
  CLIENT_KEYS.some((key) => view.has(key) && (view.at(key).node?.kind === 'map' || view.text(key) !== '')) ||
  view.flag('proxy_from_environment') ||
  view.entries('tls_config').some(([, value]) => value.flag() || value.text() !== '') ||
  ['follow_redirects', 'enable_http2'].some((key) => view.at(key).node !== undefined && !view.flag(key));

function* checkSelectors(view: View, allowed: readonly string[]): Iterable<Finding> {
  const seen = new Set<string>();
  for (const [index, selector] of view.items('selectors').entries()) {
    const role = selector.text('role');
    if (seen.has(role)) yield view.fault(`stands beside another of role ${role}`, 'selectors', index, 'role');
    else if (!allowed.includes(role))
      yield view.fault(`expected one of ${allowed.join(', ')}`, 'selectors', index, 'role');
    seen.add(role);
    const faults = {
      field: fieldSelectorFault(selector.text('field')),
      label: labelSelectorFault(selector.text('label')),
    };
    for (const [key, fault] of Object.entries(faults))
      if (fault) yield view.fault(fault, 'selectors', index, key);
  }
}

function* checkKubernetes(view: View): Iterable<Finding> {
  const allowed = SELECTORS[view.text('role')];
  if (!allowed) yield view.fault(`expected one of ${Object.keys(SELECTORS).join(', ')}`, 'role');
  const [hasServer, hasFile] = [view.text('api_server') !== '', view.text('kubeconfig_file') !== ''];
  yield* checkScrapeClient(view);
  if (hasServer && hasFile) yield view.fault('stands beside api_server', 'kubeconfig_file');
  else if (!hasServer && hasClient(view))
    yield view.fault(
      hasFile
        ? 'stands beside keys of an HTTP client; expected one of both'
        : 'is missing; keys of an HTTP client need it',
      hasFile ? 'kubeconfig_file' : 'api_server',
    );
  if ((hasServer || hasFile) && view.flag('namespaces', 'own_namespace'))
    yield view.fault(
      `is not possible with ${hasServer ? 'api_server' : 'kubeconfig_file'}`,
      'namespaces',
      'own_namespace',
    );
  if (allowed) yield* checkSelectors(view, allowed);
}

function* checkConsul(view: View): Iterable<Finding> {
  if (view.at('server').node !== undefined && view.text('server').trim() === '')
    yield view.fault('is empty; expected host:port', 'server');
  const other = ['authorization', 'oauth2'].find((key) => view.at(key).node?.kind === 'map');
  if (view.text('token') !== '' && other !== undefined)
    yield view.fault('stands beside token; expected one of them', other);
  yield* checkScrapeClient(view);
}

function* checkEc2(view: View): Iterable<Finding> {
  for (const [index, filter] of view.items('filters').entries())
    if (filter.items('values').length === 0)
      yield view.fault('is missing; expected at least one value', 'filters', index, 'values');
  yield* checkScrapeClient(view);
}

function* checkDocker(view: View): Iterable<Finding> {
  if (view.text('host') === '')
    yield view.fault('is missing; expected an address such as unix:///var/run/docker.sock', 'host');
  yield* checkScrapeClient(view);
}

const CHECKS: Readonly<Record<string, Check>> = {
  file_sd_configs: checkFile,
  dns_sd_configs: checkDns,
  http_sd_configs: checkHttp,
  kubernetes_sd_configs: checkKubernetes,
  consul_sd_configs: checkConsul,
  ec2_sd_configs: checkEc2,
  docker_sd_configs: checkDocker,
};

/** No struct of the Collector shows these, so the rule of their type does not see them. */
function* checkTls(view: View): Iterable<Finding> {
  for (const around of [['tls_config'], ['oauth2', 'tls_config']])
    for (const { at, message } of checkScrapeTls(view.at(...around)))
      yield { at: [...around, ...at], message };
}

export function* checkDiscoveries(scrape: View): Iterable<Finding> {
  for (const [key, check] of Object.entries(CHECKS))
    for (const [index, discovery] of scrape.items(key).entries())
      for (const { at, message } of [...check(discovery), ...checkTls(discovery)])
        yield { at: [key, index, ...at], message };
}
