import { regexpFault } from '../../../core/go/regexp.ts';
import type { TypeRule } from '../type-rule.ts';

const MOST_SOURCES = 4;
const FROM = ['pod', 'namespace', 'node', 'deployment', 'statefulset', 'daemonset', 'job'];
const FIELD_OPERATIONS = ['equals', 'not-equals'];
const LABEL_OPERATIONS = [...FIELD_OPERATIONS, 'exists', 'does-not-exist'];
const METADATA = new Set(
  [
    'k8s.namespace.name k8s.pod.name k8s.pod.uid k8s.pod.hostname k8s.pod.start_time k8s.pod.ip k8s.deployment.name',
    'k8s.deployment.uid k8s.replicaset.name k8s.replicaset.uid k8s.daemonset.name k8s.daemonset.uid k8s.statefulset.name',
    'k8s.statefulset.uid k8s.job.name k8s.job.uid k8s.cronjob.name k8s.cronjob.uid k8s.node.name k8s.node.uid',
    'k8s.container.name container.id container.image.name container.image.tag container.image.tags service.namespace',
    'service.name service.version service.instance.id container.image.repo_digests k8s.cluster.uid',
  ]
    .join(' ')
    .split(' '),
);

export const rule: TypeRule = {
  type: 'processor/k8sattributesprocessor.Config',
  when: 'validated',
  source:
    'https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/v0.155.0/processor/k8sattributesprocessor/config.go',
  good: 'processors: { k8s_attributes: { auth_type: none, passthrough: true, extract: { labels: [{ tag_name: a, key: b, from: pod }] } } }',
  bad: 'processors: { k8s_attributes: { auth_type: none, passthrough: true, extract: { labels: [{ tag_name: a, key: b, from: cluster }] } } }',
  *check(view) {
    for (const key of ['watch_sync_period', 'pod_delete_grace_period'])
      if (view.number(key) < 0) yield view.fault('is negative; expected 0 or more', key);
    for (const [index, association] of view.items('pod_association').entries())
      if (association.items('sources').length > MOST_SOURCES)
        yield view.fault(`has more than ${MOST_SOURCES} sources`, 'pod_association', index, 'sources');
    for (const key of ['labels', 'annotations'])
      for (const [index, each] of view.items('extract', key).entries()) {
        const pattern = each.text('key_regex');
        if (each.text('key') !== '' && pattern !== '')
          yield view.fault('has key and key_regex; expected one of them', 'extract', key, index);
        if (!['', ...FROM].includes(each.text('from')))
          yield view.fault(`expected one of ${FROM.join(', ')}`, 'extract', key, index, 'from');
        const fault = regexpFault(`^(?:${pattern})$`);
        if (fault) yield view.fault(fault, 'extract', key, index, 'key_regex');
      }
    for (const [index, name] of view.texts('extract', 'metadata').entries())
      if (!METADATA.has(name)) yield view.fault(`"${name}" is not supported`, 'extract', 'metadata', index);
    for (const [key, operations] of [
      ['labels', LABEL_OPERATIONS],
      ['fields', FIELD_OPERATIONS],
    ] as const)
      for (const [index, each] of view.items('filter', key).entries())
        if (!['', ...operations].includes(each.text('op')))
          yield view.fault(`expected one of ${operations.join(', ')}`, 'filter', key, index, 'op');
  },
};
