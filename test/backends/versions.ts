import { OPTIONAL_RELEASES } from './optional-versions.ts';

export type ServerName =
  | 'otelcol'
  | 'prometheus'
  | 'promtool'
  | 'alertmanager'
  | 'amtool'
  | 'jaeger'
  | 'loki'
  | 'docker-compose'
  | 'ferretdb'
  | 'kafka'
  | OptionalServerName;

/** What few changes touch and takes long to build: see `optionalServer`. */
export type OptionalServerName =
  | 'otelcol-full'
  | 'thanos'
  | 'mimir'
  | 'pyroscope'
  | 'etcd'
  | 'kube-apiserver'
  | 'kubectl'
  | 'admission-webhook';

interface Command {
  /** Go package of the command; of the generated main package for the Collector. */
  readonly package: string;
  /** Where the public container image keeps it. */
  readonly imagePath?: string;
}

/** One build: a module at a pinned version and the commands that come out of it. */
export interface Release {
  readonly version: string;
  readonly module: string;
  readonly moduleVersion: string;
  /** The public image that has the same; none where a command is the project's own. */
  readonly image?: string;
  readonly commands: Readonly<Partial<Record<ServerName, Command>>>;
  /** Built only where it is asked for. */
  readonly isOptional?: true;
}

export const RELEASES = {
  collector: {
    version: '0.155.0',
    module: 'go.opentelemetry.io/collector/cmd/builder',
    moduleVersion: 'v0.155.0',
    image: 'otel/opentelemetry-collector-contrib:0.155.0',
    commands: { otelcol: { package: '.', imagePath: '/otelcol-contrib' } },
  },
  prometheus: {
    version: '3.15.0',
    module: 'github.com/prometheus/prometheus',
    moduleVersion: 'v0.315.0',
    image: 'prom/prometheus:v3.15.0',
    commands: {
      prometheus: {
        package: 'github.com/prometheus/prometheus/cmd/prometheus',
        imagePath: '/bin/prometheus',
      },
      promtool: { package: 'github.com/prometheus/prometheus/cmd/promtool', imagePath: '/bin/promtool' },
    },
  },
  alertmanager: {
    version: '0.34.2',
    module: 'github.com/prometheus/alertmanager',
    moduleVersion: 'v0.34.2',
    image: 'prom/alertmanager:v0.34.2',
    commands: {
      alertmanager: {
        package: 'github.com/prometheus/alertmanager/cmd/alertmanager',
        imagePath: '/bin/alertmanager',
      },
      amtool: { package: 'github.com/prometheus/alertmanager/cmd/amtool', imagePath: '/bin/amtool' },
    },
  },
  jaeger: {
    version: '2.13.0',
    module: 'github.com/jaegertracing/jaeger',
    moduleVersion: 'v1.76.0',
    image: 'jaegertracing/jaeger:2.13.0',
    commands: {
      jaeger: {
        package: 'github.com/jaegertracing/jaeger/cmd/jaeger',
        imagePath: '/cmd/jaeger/jaeger-linux',
      },
    },
  },
  loki: {
    version: '3.7.8',
    module: 'github.com/grafana/loki/v3',
    moduleVersion: 'v3.7.8',
    image: 'grafana/loki:3.7.8',
    commands: {
      loki: { package: 'github.com/grafana/loki/v3/cmd/loki', imagePath: '/usr/bin/loki' },
    },
  },
  ferretdb: {
    version: '1.24.0',
    module: 'github.com/FerretDB/FerretDB',
    moduleVersion: 'v1.24.0',
    image: 'ghcr.io/ferretdb/ferretdb:1.24.0',
    commands: { ferretdb: { package: '.', imagePath: '/ferretdb' } },
  },
  kafka: {
    version: '2025.11.23',
    module: 'github.com/twmb/franz-go/pkg/kfake',
    moduleVersion: 'v0.0.0-20251123185109-2b5c574e9ddd',
    commands: { kafka: { package: '.' } },
  },
  compose: {
    version: '5.5.0',
    module: 'github.com/docker/compose/v5',
    moduleVersion: 'v5.5.0',
    image: 'docker/compose-bin:v5.5.0',
    commands: {
      'docker-compose': { package: 'github.com/docker/compose/v5/cmd', imagePath: '/docker-compose' },
    },
  },
  ...OPTIONAL_RELEASES,
} as const satisfies Record<string, Release>;

export type ReleaseName = keyof typeof RELEASES;

/** Debian, and this process, have these programs, and no test needs one particular version of them. */
export const BLACKBOX_EXPORTER_IMAGE = 'prom/blackbox-exporter:v0.28.0';
export const NODE_IMAGE = 'node:24.21.0';
export const NODE_EXPORTER_IMAGE = 'prom/node-exporter:v1.12.1';
export const NGINX_IMAGE = 'nginx:1.30.4';

const namesOf = (releases: readonly Release[]): readonly ServerName[] =>
  releases.flatMap(({ commands }) => Object.keys(commands) as ServerName[]);

/** What every run of the tests needs. */
export const NEEDED_SERVERS = namesOf(
  Object.values(RELEASES).filter((release: Release) => release.isOptional !== true),
);
export const SERVER_NAMES = namesOf(Object.values(RELEASES));
