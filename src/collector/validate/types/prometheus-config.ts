import { checkScrapes } from '../scrape.ts';
import { translationFault, UTF8_STRATEGIES } from '../translation.ts';
import type { Finding, TypeRule } from '../type-rule.ts';
import type { View } from '../view.ts';

/** Which attributes of a resource become labels: all but some, or those that are named. */
function* checkPromotion(view: View): Iterable<Finding> {
  const isAll = view.flag('otlp', 'promote_all_resource_attributes');
  const [read, unread] = isAll
    ? ['ignore_resource_attributes', 'promote_resource_attributes']
    : ['promote_resource_attributes', 'ignore_resource_attributes'];
  if (view.items('otlp', unread).length > 0)
    yield view.fault(
      isAll ? 'stands beside promote_all_resource_attributes' : 'needs promote_all_resource_attributes: true',
      'otlp',
      unread,
    );
  const seen = new Set<string>();
  for (const [index, item] of view.texts('otlp', read).entries()) {
    const name = item.trim();
    if (name === '') yield view.fault('is empty; expected the name of an attribute', 'otlp', read, index);
    else if (seen.has(name)) yield view.fault(`"${name}" is there twice`, 'otlp', read, index);
    seen.add(name);
  }
}

/** https://github.com/prometheus/prometheus/blob/v0.312.0/config/config.go */
function* checkTranslation(view: View): Iterable<Finding> {
  const strategy = view.text('otlp', 'translation_strategy');
  const isLegacy = view.text('global', 'metric_name_validation_scheme') === 'legacy';
  const fault =
    isLegacy && UTF8_STRATEGIES.includes(strategy)
      ? 'keeps names in UTF-8, and global.metric_name_validation_scheme is legacy'
      : translationFault(strategy);
  if (fault) yield view.fault(fault, 'otlp', 'translation_strategy');
}

/** Set by what sends the spans. */
const RESERVED = new Set(
  'authorization host content-encoding content-length content-type user-agent connection keep-alive proxy-authenticate proxy-authorization www-authenticate accept-encoding x-prometheus-remote-write-version x-prometheus-remote-read-version x-amz-date x-amz-security-token x-amz-content-sha256'.split(
    ' ',
  ),
);

function* checkTracing(view: View): Iterable<Finding> {
  if (view.at('tracing').node?.kind !== 'map') return;
  if (view.text('tracing', 'endpoint') === '')
    yield view.fault('has no endpoint; expected host:port', 'tracing');
  if (!['', 'gzip'].includes(view.text('tracing', 'compression')))
    yield view.fault('expected gzip', 'tracing', 'compression');
  for (const [name] of view.entries('tracing', 'headers'))
    if (RESERVED.has(name.toLowerCase()))
      yield view.fault('is a reserved header, which cannot be changed', 'tracing', 'headers', name);
}

/** In which formats a target is asked for its metrics, the best first. */
function* checkProtocols(view: View, ...at: readonly (string | number)[]): Iterable<Finding> {
  const { node, ...list } = view.at(...at, 'scrape_protocols');
  if (node?.kind === 'list' && node.items.length === 0)
    yield view.fault('is empty; leave it away, or name one', ...at, 'scrape_protocols');
  const protocols = list.items().map((each) => each.text());
  for (const [index, protocol] of protocols.entries())
    if (protocol === '')
      yield view.fault(
        'is empty; expected one such as PrometheusText0.0.4',
        ...at,
        'scrape_protocols',
        index,
      );
    else if (protocols.indexOf(protocol) < index)
      yield view.fault(`"${protocol}" is there twice`, ...at, 'scrape_protocols', index);
}

export const rule: TypeRule = {
  type: 'receiver/prometheusreceiver.PromConfig',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/receiver/prometheusreceiver/config.go',
  good: 'receivers: { prometheus: { config: { scrape_configs: [{ job_name: a, scrape_interval: 10s, static_configs: [{ targets: ["a:1"] }] }] } } }',
  bad: 'receivers: { prometheus: { config: { scrape_configs: [{ scrape_interval: 10s, static_configs: [{ targets: ["a:1"] }] }] } } }',
  *check(view) {
    yield* checkProtocols(view, 'global');
    for (const index of view.items('scrape_configs').keys())
      yield* checkProtocols(view, 'scrape_configs', index);
    for (const key of ['remote_write', 'remote_read', 'rule_files'])
      if (view.items(key).length > 0) yield view.fault('is not supported by the receiver', key);
    for (const key of ['alert_relabel_configs', 'alertmanagers'])
      if (view.items('alerting', key).length > 0)
        yield view.fault('is not supported by the receiver', 'alerting', key);
    yield* checkPromotion(view);
    yield* checkTranslation(view);
    yield* checkTracing(view);
    yield* checkScrapes(view);
  },
};
