import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { shipped, withLongTier } from '../integration/stack-files.ts';

interface Rule {
  for?: string;
  keep_firing_for?: string;
}

/** The shipped rules in a folder, with alerts that need not wait. What they look at stays as it is. */
export const writeHastyRules = async (folder: string): Promise<void> => {
  await mkdir(folder);
  for (const name of await readdir(shipped('prometheus/rules'))) {
    const file: { groups: { interval?: string; rules: Rule[] }[] } = parse(
      await readFile(shipped(join('prometheus/rules', name)), 'utf8'),
    );
    for (const group of file.groups) delete group.interval;
    for (const rule of file.groups.flatMap(({ rules }) => rules)) {
      if (rule.for) rule.for = '0s';
      delete rule.keep_firing_for;
    }
    await writeFile(join(folder, name), stringify(file));
  }
};

/** The shipped prometheus.yml with these rules, and with those targets alone that run here. */
export const writeHastyPrometheus = async (
  path: string,
  { rules, addresses }: { readonly rules: string; readonly addresses: Readonly<Record<string, string>> },
): Promise<void> => {
  const config = parse(await readFile(shipped('prometheus/prometheus.yml'), 'utf8'));
  config.global = { scrape_interval: '1s', evaluation_interval: '1s' };
  config.scrape_configs = config.scrape_configs.filter(
    ({ job_name }: { job_name: string }) => addresses[job_name],
  );
  for (const { job_name, static_configs } of config.scrape_configs)
    static_configs[0].targets = [addresses[job_name]];
  config.alerting.alertmanagers[0].static_configs[0].targets = [addresses.alertmanager];
  withLongTier(config, addresses['prometheus-long']);
  delete config.scrape_config_files;
  config.rule_files = [join(rules, '*.yaml')];
  await writeFile(path, stringify(config));
};

/** The shipped alertmanager-webhook.yml with this webhook, and with groups that are sent soon. */
export const writeHastyAlertmanager = async (path: string, urlFile: string): Promise<void> => {
  const config = parse(await readFile(shipped('prometheus/alertmanager-webhook.yml'), 'utf8'));
  Object.assign(config.route, { group_wait: '3s', group_interval: '3s' });
  config.receivers[0].webhook_configs[0].url_file = urlFile;
  await writeFile(path, stringify(config));
};
