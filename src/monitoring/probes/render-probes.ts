import { groupsOf, type NamedGroup } from '../rule-group.ts';
import { toYaml } from '../to-yaml.ts';
import type { Probe, Probes } from './probe.ts';
import { EVERY_SECONDS, SLOW_SECONDS } from './recorded.ts';

export interface ProbeFile {
  /** Relative to the folder of Prometheus' configuration. */
  readonly path: string;
  readonly text: string;
}

export interface ProbeFilesOptions {
  /** Address of blackbox-exporter, as Prometheus reaches it. */
  readonly exporter: string;
  /** Who writes the files. */
  readonly by: string;
  /** The file of probes, as the files name it. */
  readonly source?: string;
  /** Folder on the machine of Prometheus with ca.crt, client.crt and client.key: it reaches the exporter by TLS. */
  readonly tls?: string | undefined;
}

const httpModule = ({ http }: Probe): object => ({
  prober: 'http',
  http: {
    method: http?.method,
    ...(http && http.status.length > 0 && { valid_status_codes: http.status }),
    ...(http && Object.keys(http.headers).length > 0 && { headers: http.headers }),
    ...(http?.body !== undefined && { fail_if_body_not_matches_regexp: [http.body] }),
    // Follows redirects, as users do; where the last is HTTPS, its certificate counts.
    preferred_ip_protocol: 'ip4',
  },
});

const moduleOf = (probe: Probe): object => {
  const timeout = `${probe.timeoutSeconds}s`;
  switch (probe.kind) {
    case 'http':
      return { ...httpModule(probe), timeout };
    case 'tcp':
      return {
        prober: 'tcp',
        timeout,
        tcp: { preferred_ip_protocol: 'ip4', ...(probe.tcp?.tls && { tls: true }) },
      };
    case 'dns':
      return {
        prober: 'dns',
        timeout,
        dns: { query_name: probe.dns?.name, query_type: probe.dns?.type, preferred_ip_protocol: 'ip4' },
      };
    case 'icmp':
      return { prober: 'icmp', timeout, icmp: { preferred_ip_protocol: 'ip4' } };
  }
};

/** What the exporter is asked about. */
export const targetOf = ({ http, tcp, dns, icmp }: Probe): string =>
  http?.url ?? tcp?.address ?? dns?.server ?? icmp?.host ?? '';

/** The configuration of blackbox-exporter: a module for each probe. */
const renderModules = (probes: readonly Probe[], source: string, by: string): string =>
  toYaml({ modules: Object.fromEntries(probes.map((probe) => [probe.id, moduleOf(probe)])) }, source, by);

/** A file for `scrape_config_files` of Prometheus. */
const renderScrapes = (
  probes: readonly Probe[],
  source: string,
  { exporter, by, tls }: ProbeFilesOptions,
): string =>
  toYaml(
    {
      scrape_configs: probes.map((probe) => ({
        job_name: `probe-${probe.id}`,
        metrics_path: '/probe',
        scrape_interval: `${probe.intervalSeconds}s`,
        // The exporter ends half a second before.
        scrape_timeout: `${Math.min(probe.intervalSeconds, probe.timeoutSeconds + 1)}s`,
        params: { module: [probe.id], target: [targetOf(probe)] },
        ...(tls !== undefined && {
          scheme: 'https',
          tls_config: {
            ca_file: `${tls}/ca.crt`,
            cert_file: `${tls}/client.crt`,
            key_file: `${tls}/client.key`,
          },
        }),
        static_configs: [
          { targets: [exporter], labels: { probe: probe.id, owner: probe.owner, target: targetOf(probe) } },
        ],
        // Not the exporter's address but what was asked.
        relabel_configs: [
          { target_label: 'job', replacement: 'probes' },
          { target_label: 'instance', replacement: targetOf(probe) },
        ],
      })),
    },
    source,
    by,
  );

const limitRule = (record: string, value: number, labels: Readonly<Record<string, string>>): object => ({
  record,
  expr: `vector(${value})`,
  labels,
});

/**
 * Rules that say what is expected of each; the alerts compare with that.
 *
 * @param origin tells the groups of several files apart, in one place
 */
export const probeGroups = ({ probes, heartbeats }: Probes, origin?: string): readonly NamedGroup[] =>
  groupsOf(origin === undefined ? 'probes-expected' : `probes-expected:${origin}`, [
    ...probes.map(({ id, owner, slowSeconds }) =>
      limitRule(SLOW_SECONDS.prometheusName, slowSeconds, { probe: id, owner }),
    ),
    ...heartbeats.map(({ id, owner, everySeconds, graceSeconds }) =>
      limitRule(EVERY_SECONDS.prometheusName, everySeconds + graceSeconds, { heartbeat: id, owner }),
    ),
  ]);

/** What Prometheus and blackbox-exporter need. */
export const probeFiles = (probes: Probes, options: ProbeFilesOptions): readonly ProbeFile[] => {
  const { by, source = 'a file of probes' } = options;
  return [
    { path: 'blackbox.yml', text: renderModules(probes.probes, source, by) },
    { path: 'scrapes/probes.yaml', text: renderScrapes(probes.probes, source, options) },
    { path: 'rules/probes-expected.yaml', text: toYaml({ groups: probeGroups(probes) }, source, by) },
  ];
};
