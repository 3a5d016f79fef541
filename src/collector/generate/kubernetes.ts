import type { Part } from './part.ts';
import type { TopologyKind } from './topology.ts';

/** Names that have few values each, and lead from a signal to the place where it came from. */
const METADATA = [
  'k8s.namespace.name',
  'k8s.deployment.name',
  'k8s.statefulset.name',
  'k8s.daemonset.name',
  'k8s.cronjob.name',
  'k8s.pod.name',
  'k8s.pod.uid',
  'k8s.node.name',
];

const NODE_VARIABLE = 'K8S_NODE_NAME';

/** What Kubernetes knows of the pod that sends. */
export const kubernetesPart = (kind: TopologyKind): Part => ({
  config: {
    processors: {
      k8s_attributes: {
        auth_type: 'serviceAccount',
        ...(kind === 'agent' && { filter: { node_from_env_var: NODE_VARIABLE } }),
        extract: { metadata: METADATA },
        pod_association: [
          { sources: [{ from: 'resource_attribute', name: 'k8s.pod.uid' }] },
          { sources: [{ from: 'resource_attribute', name: 'k8s.pod.ip' }] },
          { sources: [{ from: 'connection' }] },
        ],
      },
    },
  },
  comments: [
    [
      ['processors', 'k8s_attributes'],
      'Before everything that gathers data: afterwards nobody knows any more who sent it.',
      'Its service account may get, list and watch pods, namespaces, replicasets, and nodes.',
    ],
    ...(kind === 'agent'
      ? [
          [
            ['processors', 'k8s_attributes', 'filter'],
            `Pods of its own node alone; ${NODE_VARIABLE} comes from spec.nodeName (fieldRef).`,
          ] as const,
        ]
      : []),
  ],
  variables: kind === 'agent' ? [{ name: NODE_VARIABLE, doc: 'the node, from fieldRef spec.nodeName' }] : [],
});
