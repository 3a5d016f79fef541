import type { Schema } from '../schema/schema.ts';

// Keys of the discoveries of Prometheus, which no struct of the Collector shows:
// https://prometheus.io/docs/prometheus/latest/configuration/configuration/

const text: Schema = { kind: 'string' };
const flag: Schema = { kind: 'bool' };
const integer: Schema = { kind: 'integer' };
const texts: Schema = { kind: 'list', items: text };
const textMap: Schema = { kind: 'map', items: text };
const duration: Schema = { kind: 'text', goType: 'github.com/prometheus/common/model.Duration' };
const common = (name: string): Schema => ({
  kind: 'ref',
  ref: `github.com/prometheus/common/config.${name}`,
});
const list = (fields: Readonly<Record<string, Schema>>): Schema => ({
  kind: 'list',
  items: { kind: 'object', fields },
});

/** How each asks over HTTP. */
const CLIENT: Readonly<Record<string, Schema>> = {
  authorization: common('Authorization'),
  basic_auth: common('BasicAuth'),
  bearer_token: text,
  bearer_token_file: text,
  enable_http2: flag,
  follow_redirects: flag,
  http_headers: common('Headers'),
  no_proxy: text,
  oauth2: common('OAuth2'),
  proxy_connect_header: { kind: 'map', items: texts },
  proxy_from_environment: flag,
  proxy_url: common('URL'),
  tls_config: common('TLSConfig'),
};

const FILTERS = list({ name: text, values: texts });

/** The common ones, with all their keys. */
const DETAILED: Readonly<Record<string, Schema>> = {
  file: list({ files: texts, refresh_interval: duration }),
  dns: list({ names: texts, refresh_interval: duration, type: text, port: integer }),
  http: list({ ...CLIENT, url: text, refresh_interval: duration }),
  kubernetes: list({
    ...CLIENT,
    api_server: common('URL'),
    role: text,
    kubeconfig_file: text,
    namespaces: { kind: 'object', fields: { own_namespace: flag, names: texts } },
    selectors: list({ role: text, label: text, field: text }),
    attach_metadata: {
      kind: 'object',
      fields: { node: flag, namespace: flag, deployment: flag, job: flag, cronjob: flag },
    },
  }),
  consul: list({
    ...CLIENT,
    server: text,
    path_prefix: text,
    token: text,
    datacenter: text,
    namespace: text,
    partition: text,
    tag_separator: text,
    scheme: text,
    username: text,
    password: text,
    allow_stale: flag,
    refresh_interval: duration,
    services: texts,
    tags: texts,
    node_meta: textMap,
    filter: text,
    health_filter: text,
  }),
  ec2: list({
    ...CLIENT,
    endpoint: text,
    region: text,
    access_key: text,
    secret_key: text,
    profile: text,
    role_arn: text,
    external_id: text,
    refresh_interval: duration,
    port: integer,
    filters: FILTERS,
  }),
  docker: list({
    ...CLIENT,
    host: text,
    port: integer,
    filters: FILTERS,
    host_networking_host: text,
    refresh_interval: duration,
    match_first_network: flag,
  }),
};

/** Those of which the names alone are known. */
const OTHERS =
  'aws azure digitalocean dockerswarm ecs elasticache eureka gce hetzner ionos kuma lightsail linode marathon msk nerve nomad openstack outscale ovhcloud puppetdb rds scaleway serverset stackit triton uyuni vultr'.split(
    ' ',
  );

const MAPS: Schema = { kind: 'list', items: { kind: 'map', items: { kind: 'any' } } };

/** Keys of a scrape configuration that say what to scrape. */
export const DISCOVERY_FIELDS: Readonly<Record<string, Schema>> = {
  static_configs: list({ targets: texts, labels: textMap }),
  ...Object.fromEntries(OTHERS.map((name) => [`${name}_sd_configs`, MAPS])),
  ...Object.fromEntries(Object.entries(DETAILED).map(([name, schema]) => [`${name}_sd_configs`, schema])),
};
