import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

const root = join(import.meta.dirname, '../..');

export const shipped = (path: string): string => join(root, path);

/** Shorter ones than the shipped, for tests that wait for what comes of them. */
export interface StackIntervals {
  /** Of all rules. */
  readonly evaluationInterval?: string;
  readonly scrapeInterval?: string;
}

/** Tells Prometheus where the one of the long tier is, or that there is none. */
export const withLongTier = (
  config: Record<'remote_write' | 'remote_read', { url: string }[] | undefined>,
  address: string | undefined,
): void => {
  for (const key of ['remote_write', 'remote_read'] as const) {
    if (address === undefined) delete config[key];
    else
      for (const remote of config[key] ?? []) remote.url = `http://${address}${new URL(remote.url).pathname}`;
  }
};

/** The shipped rules in a folder, each group at the interval that holds for all. */
const copyWithoutIntervals = async (folder: string): Promise<void> => {
  await mkdir(folder);
  for (const name of await readdir(shipped('prometheus/rules'))) {
    const text = await readFile(shipped(join('prometheus/rules', name)), 'utf8');
    await writeFile(join(folder, name), text.replaceAll(/^ +interval: .*\n/gm, ''));
  }
};

/**
 * The shipped prometheus.yml with the addresses of this run. Everything else stays as it is; node-exporter is not
 * part of these tests.
 *
 * @param addresses by the name of the scrape job
 */
export const writePrometheusConfig = async (
  path: string,
  addresses: Readonly<Record<string, string>>,
  { evaluationInterval, scrapeInterval }: StackIntervals = {},
): Promise<void> => {
  const config = parse(await readFile(shipped('prometheus/prometheus.yml'), 'utf8'));
  const scrapes: { job_name: string; static_configs: { targets: string[] }[] }[] = config.scrape_configs;
  // Of what a test has not started only node-exporter is asked for, in vain.
  config.scrape_configs = scrapes.filter(({ job_name }) => job_name === 'node' || addresses[job_name]);
  for (const { job_name, static_configs } of scrapes)
    for (const group of static_configs) group.targets = [addresses[job_name] ?? '127.0.0.1:1'];
  config.alerting.alertmanagers[0].static_configs[0].targets = [addresses.alertmanager];
  withLongTier(config, addresses['prometheus-long']);
  config.rule_files = config.rule_files.map((file: string) => shipped(join('prometheus', file)));
  // Probes ask what is not part of these tests.
  delete config.scrape_config_files;
  if (scrapeInterval) config.global.scrape_interval = scrapeInterval;
  if (evaluationInterval) {
    config.global.evaluation_interval = evaluationInterval;
    const rules = `${path}.rules`;
    await copyWithoutIntervals(rules);
    config.rule_files = [join(rules, '*.yaml')];
  }
  await writeFile(path, stringify(config));
};
