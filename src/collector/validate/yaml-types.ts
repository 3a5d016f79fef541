import type { ScalarNode } from '../document/node.ts';
import type { Schema } from '../schema/schema.ts';

/**
 * Types that Prometheus reads from YAML by itself, and so in other ways than the Collector: any scalar is a string, and
 * some objects are written as a string.
 */
const YAML_ROOTS = new Set([
  'receiver/prometheusreceiver.PromConfig',
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPClientConfig',
  'receiver/prometheusreceiver/internal/targetallocator.PromHTTPSDConfig',
]);

/** Objects that are read by code of their own. */
const ANY_FORM = new Set([
  'github.com/prometheus/common/config.URL',
  'github.com/prometheus/common/config.Headers',
  'github.com/prometheus/common/config.ProxyHeader',
]);

export const isYamlRoot = (type: string | undefined): boolean => type !== undefined && YAML_ROOTS.has(type);

export const hasAnyForm = (type: string | undefined): boolean => type !== undefined && ANY_FORM.has(type);

/** https://pkg.go.dev/github.com/prometheus/common/model#ParseDuration */
const DURATION = /^(?:0|(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?)$/;
const SIZE = /^(?:0|\d+(?:[KMGTPE]i?)?B)$/;

/** What is expected in the place of a text that Prometheus reads, or nothing where it is right. */
export const expectedYaml = (goType: string | undefined, { value, text }: ScalarNode): string | undefined => {
  const written = typeof value === 'string' ? value : (text ?? String(value));
  if (goType?.endsWith('model.Duration') && !DURATION.test(written))
    return 'a duration with its unit, such as 30s';
  if (goType?.endsWith('units.Base2Bytes') && !SIZE.test(written))
    return 'a size with its unit, such as 10MB';
  return undefined;
};

/** Mechanisms of discovery by the names that Prometheus registers: `ec2_sd_configs` and the like. */
const DISCOVERIES =
  'aws azure consul digitalocean dns docker dockerswarm ec2 ecs elasticache eureka file gce hetzner http ionos kubernetes kuma lightsail linode marathon msk nerve nomad openstack outscale ovhcloud puppetdb rds scaleway serverset stackit triton uyuni vultr'.split(
    ' ',
  );

const MAPS: Schema = { kind: 'list', items: { kind: 'map', items: { kind: 'any' } } };

/** Keys of a scrape configuration that say what to scrape, which no struct shows. */
export const DISCOVERY_FIELDS: Readonly<Record<string, Schema>> = {
  static_configs: {
    kind: 'list',
    items: {
      kind: 'object',
      fields: {
        targets: { kind: 'list', items: { kind: 'string' } },
        labels: { kind: 'map', items: { kind: 'string' } },
      },
    },
  },
  ...Object.fromEntries(DISCOVERIES.map((name) => [`${name}_sd_configs`, MAPS])),
};
