import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { presets } from '../../src/core/sampling/presets.generated.ts';
import { SETTINGS } from '../../src/core/settings/index.ts';
import { requireServer } from '../backends/find-server.ts';
import { type ComposeService, composeServices } from './compose-services.ts';

const file = join(import.meta.dirname, '../../docker-compose.monitoring.yml');
const binary = await requireServer('docker-compose');
const withCompose = binary ? describe : describe.skip;

const UNSET = {
  ALERT_WEBHOOK_URL: undefined,
  BINNACLE_SAMPLING: undefined,
  BINNACLE_BIND_ADDRESS: undefined,
};

withCompose('docker-compose.monitoring.yml', () => {
  const services = (env: Record<string, string> = {}): Promise<Record<string, ComposeService>> =>
    composeServices(binary ?? '', { ...UNSET, ...env });

  test('pins every version, limits all memory and binds all ports to this machine', async () => {
    for (const [name, service] of Object.entries(await services())) {
      expect([name, service.image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+\.\d+$/)]);
      expect([name, Number(service.mem_limit) > 0]).toEqual([name, true]);
      expect([name, (service.ports ?? []).filter(({ host_ip }) => host_ip !== '127.0.0.1')]).toEqual([
        name,
        [],
      ]);
    }
  });

  test('stays on loopback, whatever is asked for', async () => {
    for (const service of Object.values(await services({ BINNACLE_BIND_ADDRESS: '10.0.0.1' })))
      for (const { host_ip } of service.ports ?? []) expect(host_ip).toBe('127.0.0.1');
  });

  test('takes data of pages with docker-compose.browsers.yml, on loopback and with a key', async () => {
    const withPages = (env: Record<string, string>) =>
      composeServices(binary ?? '', { ...UNSET, ...env }, 'docker-compose.browsers.yml');
    await expect(withPages({ RUM_API_KEY: '' })).rejects.toThrow(/RUM_API_KEY/);
    const { collector } = await withPages({ RUM_API_KEY: 'key-of-the-shop' });
    const alone = (await services()).collector;
    expect(collector?.command.filter((argument) => !/browsers/.test(argument))).toEqual(alone?.command);
    expect(collector?.command).toContain('--config=/etc/otelcol/browsers.yaml');
    expect(collector?.ports?.map(({ host_ip }) => host_ip)).toEqual(Array(3).fill('127.0.0.1'));
  });

  test('has no password in it', async () => {
    const { grafana } = await services({ GRAFANA_ADMIN_PASSWORD: '' });
    expect(grafana?.environment?.GRAFANA_ADMIN_PASSWORD).toBe('');
    expect(await readFile(file, 'utf8')).not.toMatch(/GF_SECURITY_ADMIN_PASSWORD(?!__FILE)/);
  });

  test.each(presets.map(({ id }) => id))('takes the preset %s', async (id) => {
    const { collector } = await services({ BINNACLE_SAMPLING: id });
    expect(collector?.command).toContain(`--config=/etc/otelcol/sampling/${id}.yaml`);
  });

  test('sends alerts to a webhook where there is one', async () => {
    const commandWith = async (env: Record<string, string>) => (await services(env)).alertmanager?.command;
    expect(await commandWith({})).toContain('--config.file=/etc/alertmanager/alertmanager.yml');
    expect(await commandWith({ ALERT_WEBHOOK_URL: 'http://hook.example/' })).toContain(
      '--config.file=/etc/alertmanager/alertmanager-webhook.yml',
    );
  });
});

test('retention is what the settings say', async () => {
  const { services } = parse(await readFile(file, 'utf8'), { merge: true });
  const { metricsRetentionDays, tracesRetentionDays, logsRetentionDays, auditRetentionDays } = SETTINGS;
  expect(services.prometheus.command).toContain(
    `--storage.tsdb.retention.time=\${HIGH_RESOLUTION_RETENTION_HOURS:-\${METRICS_RETENTION_DAYS:-${metricsRetentionDays.default}}d0}h`,
  );
  expect(services['prometheus-long'].command).toContain(
    `--storage.tsdb.retention.time=\${METRICS_RETENTION_DAYS:-${metricsRetentionDays.default}}d`,
  );
  expect(services.jaeger.environment.TRACES_RETENTION_DAYS).toContain(`:-${tracesRetentionDays.default}}`);
  expect(services.loki.environment.LOGS_RETENTION_DAYS).toContain(`:-${logsRetentionDays.default}}`);
  expect(services.loki.environment.AUDIT_RETENTION_DAYS).toContain(`:-${auditRetentionDays.default}}`);
});
