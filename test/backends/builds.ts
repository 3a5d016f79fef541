import type { Build } from './build.ts';
import { build as admissionWebhook } from './build-admission-webhook.ts';
import { build as alertmanager } from './build-alertmanager.ts';
import { build as collector } from './build-collector.ts';
import { build as compose } from './build-compose.ts';
import { build as etcd } from './build-etcd.ts';
import { build as ferretdb } from './build-ferretdb.ts';
import { build as fullCollector } from './build-full-collector.ts';
import { build as jaeger } from './build-jaeger.ts';
import { build as kafka } from './build-kafka.ts';
import { build as kubernetes } from './build-kubernetes.ts';
import { build as loki } from './build-loki.ts';
import { build as mimir } from './build-mimir.ts';
import { build as prometheus } from './build-prometheus.ts';
import { build as pyroscope } from './build-pyroscope.ts';
import { build as thanos } from './build-thanos.ts';
import { RELEASES, type ReleaseName, type ServerName } from './versions.ts';

export const BUILDS: Readonly<Record<ReleaseName, Build>> = {
  collector,
  prometheus,
  alertmanager,
  jaeger,
  loki,
  kafka,
  ferretdb,
  compose,
  fullCollector,
  thanos,
  mimir,
  pyroscope,
  etcd,
  kubernetes,
  admissionWebhook,
};

export const releaseOf = (server: ServerName): ReleaseName => {
  const names = Object.keys(RELEASES) as ReleaseName[];
  const found = names.find((name) => server in RELEASES[name].commands);
  if (!found) throw new Error(`no release has a command "${server}"`);
  return found;
};
