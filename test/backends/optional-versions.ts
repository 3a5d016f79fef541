/**
 * A Collector with every component that is to be had; rulers and a cluster: what `binnacle monitoring export` and `push`
 * write for, beside Prometheus itself; where profiles go.
 */
export const OPTIONAL_RELEASES = {
  fullCollector: {
    version: '0.155.0',
    module: 'go.opentelemetry.io/collector/cmd/builder',
    moduleVersion: 'v0.155.0',
    image: 'otel/opentelemetry-collector-contrib:0.155.0',
    isOptional: true,
    commands: { 'otelcol-full': { package: '.', imagePath: '/otelcol-contrib' } },
  },
  thanos: {
    version: '0.42.4',
    module: 'github.com/thanos-io/thanos',
    moduleVersion: 'v0.42.4',
    isOptional: true,
    commands: { thanos: { package: 'github.com/thanos-io/thanos/cmd/thanos' } },
  },
  mimir: {
    // The module has no tags of Mimir's releases from 2.0 on: a commit of 23 April 2026, whose VERSION is 3.0.5.
    version: '20260423',
    module: 'github.com/grafana/mimir',
    moduleVersion: 'v1.3.1-0.20260423142704-aced80d74930',
    isOptional: true,
    commands: { mimir: { package: 'github.com/grafana/mimir/cmd/mimir' } },
  },
  pyroscope: {
    // The last one that the module proxy gives out.
    version: '1.12.0',
    module: 'github.com/grafana/pyroscope',
    moduleVersion: 'v1.12.0',
    image: 'grafana/pyroscope:1.12.0',
    isOptional: true,
    commands: {
      pyroscope: { package: 'github.com/grafana/pyroscope/cmd/pyroscope', imagePath: '/usr/bin/pyroscope' },
    },
  },
  etcd: {
    version: '3.7.3',
    module: 'go.etcd.io/etcd/server/v3',
    moduleVersion: 'v3.7.3',
    isOptional: true,
    commands: { etcd: { package: 'go.etcd.io/etcd/server/v3' } },
  },
  kubernetes: {
    version: '1.36.3',
    module: 'k8s.io/kubernetes',
    moduleVersion: 'v1.36.3',
    isOptional: true,
    commands: {
      'kube-apiserver': { package: 'k8s.io/kubernetes/cmd/kube-apiserver' },
      kubectl: { package: 'k8s.io/kubernetes/cmd/kubectl' },
    },
  },
  admissionWebhook: {
    version: '0.85.0',
    module: 'github.com/prometheus-operator/prometheus-operator',
    moduleVersion: 'v0.85.0',
    isOptional: true,
    commands: {
      'admission-webhook': {
        package: 'github.com/prometheus-operator/prometheus-operator/cmd/admission-webhook',
      },
    },
  },
} as const;
